"""How the one-machine home tells its workers what to do."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.domain.values import Millis
from dropcut.ports.dispatch import NOW, Dispatch, Message, RunTask


class Errands:
    """Carries tasks to the workers' queue.

    Advances need no message here: each is preceded by a wake, and the home's keeper reads those from the ledger
    (`dropcut.local.sqlite.wakes`), so none is lost, late or doubled, and busy workers hold none up.
    """

    def __init__(self, queue: Dispatch) -> None:
        self._queue = queue

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """See `ports.dispatch.Dispatch`."""
        tasks = [message for message in messages if isinstance(message, RunTask)]
        if tasks:
            self._queue.send(tasks, after)
