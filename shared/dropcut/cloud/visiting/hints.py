"""Messages of a visitor: they spare a wait, and what cannot be sent is left to the sweep."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from dropcut.domain.catalog import Catalog
from dropcut.domain.errors import Unavailable
from dropcut.domain.values import Millis
from dropcut.ports.dispatch import NOW, Dispatch, Message, RunTask

log = structlog.get_logger(__name__)


class Hints:
    """See `dropcut.ports.dispatch.Dispatch`.

    A visitor may start no machines: tasks of Cloud Run jobs wait for the sweep, a minute at most. Whoever may change the
    ledger but not publish has changed it all the same.
    """

    def __init__(self, catalog: Catalog, messages: Dispatch) -> None:
        self._catalog = catalog
        self._messages = messages

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """Hand over what functions can do at once."""
        try:
            self._messages.send([message for message in messages if not self._needs_a_job(message)], after)
        except Unavailable as silence:
            log.warning("left to the sweep", messages=len(messages), why=str(silence))

    def _needs_a_job(self, message: Message) -> bool:
        if not isinstance(message, RunTask) or message.task.step not in self._catalog:
            return False
        return self._catalog[message.task.step].runs == "gpu_job"
