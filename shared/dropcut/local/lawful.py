"""With the sweeps of a keeper: deletions go on, and what was kept for long enough goes."""

from __future__ import annotations

from time import monotonic, time
from typing import Final

import structlog

from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.retention import Retention
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.retention import keep_no_longer
from dropcut.local.workplace import Workplace
from dropcut.ports.uploads import Uploads

log = structlog.get_logger(__name__)

_BETWEEN_S: Final = 3_600.0
_DAY_S: Final = 24 * 3_600


class Lawful:
    """Of one keeper. A home of one folder deletes nothing by itself: it is its user's, and one `dropcut clean` away."""

    def __init__(self, workplace: Workplace, deleting: Deleting, retention: Retention, uploads: Uploads) -> None:
        self._workplace = workplace
        self._deleting = deleting
        self._retention = retention
        self._uploads = uploads
        self._last = -_BETWEEN_S

    def look(self) -> None:
        """Do what is due. Raises Retryable."""
        if self._workplace.place.drop is not None or monotonic() - self._last < _BETWEEN_S:
            self._deleting.go_on_with_all()
            return
        try:
            keep_no_longer(self._workplace.home, self._deleting, self._retention, self._uploads)
        except Permanent as trouble:
            log.warning("what was kept for long enough stays for now", why=str(trouble))
        except Retryable:
            raise
        except Exception as mistake:
            log.exception("what was kept for long enough stays for now", exc_info=mistake)
        self._clear_logs()
        self._last = monotonic()

    def _clear_logs(self) -> None:
        """Files that were turned over so long ago; the one that is written now goes on."""
        if self._retention.logs is None:
            return
        log_file, before = self._workplace.place.log, time() - self._retention.logs * _DAY_S
        for file in log_file.parent.glob("*.[0-9]"):
            if file.stat().st_mtime < before:
                file.unlink(missing_ok=True)
