"""Telling hooks from this machine: which of them, of whose jobs, and when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Final

import structlog

from dropcut.domain.errors import Retryable
from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken
from dropcut.engine.webhooks.mail_server import mail_server
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.telling import Telling
from dropcut.engine.webhooks.voice import Voice, review_page
from dropcut.local.aides import Patience
from dropcut.local.place import Place, of_home
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.workplace import Workplace

log = structlog.get_logger(__name__)

_BETWEEN_LOOKS_S: Final = 1.0


@dataclass
class Pages:
    """Where the pages of a home are: known once they are served."""

    address: str = ""

    def review_of(self, job: JobId) -> str:
        """The review page of a job; empty where there is none."""
        return review_page(self.address, job)


class Tellers:
    """Whoever tells of the jobs of a home; nobody, where there is nothing to be told by."""

    def __init__(self, telling: Telling | None, pages: Pages, place: Place) -> None:
        self._telling = telling
        self._pages = pages
        self._place = place

    def reached_at(self, address: str) -> None:
        """Where the pages of the home are, from now on."""
        self._pages.address = address

    def review_of(self, job: JobId) -> str:
        """The review page of a job; empty where there is none."""
        return self._pages.review_of(job)

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
        patience = Patience(over, self._place)
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
    clock, pages = workplace.home.clock.now, Pages()
    if workplace.place.drop is None:
        yield Tellers(_telling(workplace, SqliteRecords(workplace.database, clock), pages), pages, workplace.place)
        return
    ledger = of_home(user_home).ledger
    if not ledger.exists():
        yield Tellers(None, pages, workplace.place)
        return
    with closing(Database(ledger)) as database:
        source = sha256(str(workplace.place.home).encode("utf-8", "surrogateescape")).hexdigest()
        yield Tellers(_telling(workplace, SqliteRecords(database, clock), pages, source), pages, workplace.place)


def _telling(workplace: Workplace, records: SqliteRecords, pages: Pages, source: str = "") -> Telling:
    place = workplace.place
    voice = Voice(pages.review_of, lambda drop: f"It lies in {spoken(str(place.outbox_of(drop)))}.")
    mailer = Mailer(lambda: mail_server(records))
    return Telling(workplace.home, records, Post(), source, mailer=mailer, voice=voice, may_go_inside=True)
