"""One delivers at a time into a folder: Drive knows no preconditions, so whoever writes there must be alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.claims import LEASE
from dropcut.cloud.drive.records import Delivered
from dropcut.domain.errors import Stale
from dropcut.domain.values import Instant


class Turn:
    """The right to deliver into the folder of one drop, while the record says so."""

    def __init__(self, book: Book, drop: str, holder: str) -> None:
        self._book = book
        self._drop = drop
        self._holder = holder

    def note(self, change: Callable[[Delivered], Delivered] = lambda record: record) -> Delivered:
        """Change the record, and have the turn for longer. Raises Stale when somebody took us for dead."""

        def changed(record: Delivered | None) -> Delivered:
            if record is None or record.holder != self._holder:
                raise Stale("Somebody else delivers here.")
            return change(record).with_(until=Instant(self._book.now() + LEASE))

        return self._book.changed(Delivered, self._drop, changed)


@contextmanager
def turn_in(book: Book, drop: str, holder: str) -> Iterator[Turn]:
    """Have the turn while the block lasts. Raises Stale when somebody else has it."""

    def taken(record: Delivered | None) -> Delivered:
        stands, now = record or Delivered(), book.now()
        if stands.holder not in {"", holder} and stands.until > now:
            raise Stale("Somebody else delivers here.")
        return stands.with_(holder=holder, until=Instant(now + LEASE))

    def ended(record: Delivered | None) -> Delivered:
        stands = record or Delivered()
        return stands.with_(holder="", until=Instant(0)) if stands.holder == holder else stands

    book.changed(Delivered, drop, taken)
    try:
        yield Turn(book, drop, holder)
    finally:
        book.changed(Delivered, drop, ended)
