"""Telling webhooks from this machine: which of them, of whose jobs, and when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Final

import structlog

from dropcut.domain.errors import Retryable
from dropcut.domain.names import JobId
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.telling import Telling
from dropcut.local.aides import Patience
from dropcut.local.place import of_home
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.workplace import Workplace

log = structlog.get_logger(__name__)

_BETWEEN_LOOKS_S: Final = 1.0


class Tellers:
    """Whoever tells of the jobs of a home; nobody, where there is nothing to be told by."""

    def __init__(self, telling: Telling | None) -> None:
        self._telling = telling

    def advanced(self, job: JobId) -> None:
        """Note what became of a job. Raises Retryable."""
        if self._telling is not None:
            self._telling.advanced(job)

    def look(self) -> None:
        """Note what was missed. Raises Retryable."""
        if self._telling is not None:
            self._telling.look()

    def chore(self, over: Event) -> None:
        """Send what is due, every second."""
        patience = Patience(over)
        while self._telling is not None and not over.wait(_BETWEEN_LOOKS_S):
            patience.attempt(self._telling.send_due)
        over.wait()

    def last_words(self, job: JobId) -> None:
        """Of a job that a command saw through: told before it ends. What cannot be told now is told by a later one."""
        try:
            self.advanced(job)
            if self._telling is not None:
                self._telling.send_due()
        except Retryable as trouble:
            log.warning("webhooks are told later", why=str(trouble))


@contextmanager
def tellers(workplace: Workplace, user_home: Path) -> Iterator[Tellers]:
    """For a home of many drops its own hooks; for that of one folder those of the user's home.

    A folder may come from anybody: what lies in it never says who is told of it.
    """
    clock = workplace.home.clock.now
    if workplace.place.drop is None:
        yield Tellers(_telling(workplace, SqliteRecords(workplace.database, clock)))
        return
    ledger = of_home(user_home).ledger
    if not ledger.exists():
        yield Tellers(None)
        return
    with closing(Database(ledger)) as database:
        source = sha256(str(workplace.place.home).encode("utf-8", "surrogateescape")).hexdigest()
        yield Tellers(_telling(workplace, SqliteRecords(database, clock), source))


def _telling(workplace: Workplace, records: SqliteRecords, source: str = "") -> Telling:
    return Telling(workplace.home, records, Post(), source, may_go_inside=True)
