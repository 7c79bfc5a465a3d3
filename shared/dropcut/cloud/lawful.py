"""With the sweep: deletions go on, and what was kept for long enough goes."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import structlog

from dropcut.cloud.workplace import Workplace
from dropcut.domain.errors import Conflict, Retryable
from dropcut.domain.values import Instant
from dropcut.ports.records import Records

log = structlog.get_logger(__name__)

_DRAWER: Final = "retention"
_BETWEEN_MS: Final = 6 * 3_600 * 1_000
"""What nothing reaches is looked for by running every job's recipe: not with every sweep."""


def keep_the_law(workplace: Workplace) -> None:
    """What cannot be done now is left to the next sweep."""
    if workplace.deleting is None or workplace.records is None or workplace.uploads is None:
        return
    try:
        deleting = workplace.deleting()
        if _is_due(workplace.records()):
            from dropcut.engine.retention import keep_no_longer  # noqa: PLC0415 - of the functions only the sweep, now and then

            keep_no_longer(workplace.home, deleting, workplace.settings.retention, workplace.uploads())
        else:
            deleting.go_on_with_all()
    except Retryable as trouble:
        log.warning("left to the next sweep", why=str(trouble))


def _is_due(records: Records) -> bool:
    """Of many sweeps in six hours the first."""
    now = records.now()
    with suppress(Conflict):
        records.keep(_DRAWER, str(now // _BETWEEN_MS), "", 0, Instant(now + 2 * _BETWEEN_MS))
        return True
    return False
