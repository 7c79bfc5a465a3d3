"""Who copies a drop now: pushes leave it to them, and they look once more before they go.

So a thousand pushes are not a thousand looks at the whole drop. Nothing else depends on it: two who work on one drop at
the same moment, or one who died and is still believed to be at it, cost some time and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.claims import LEASE
from dropcut.cloud.drive.records import DriveDrop
from dropcut.domain.errors import NotFound
from dropcut.domain.values import Instant


class Shift:
    """The word of one invocation that it is at work on a drop, believed for a while after each time that it was given."""

    def __init__(self, book: Book, folder: str, holder: str) -> None:
        self._book = book
        self._folder = folder
        self._holder = holder

    def sign(self) -> None:
        """Say that we are at it."""
        until = Instant(self._book.now() + LEASE)
        self._changed(lambda drop: drop.with_(copier=self._holder, until=until))

    def end(self) -> None:
        """Say that we go, unless somebody else came meanwhile."""
        self._changed(lambda drop: drop.with_(copier="", until=Instant(0)) if drop.copier == self._holder else drop)

    def _changed(self, change: Callable[[DriveDrop], DriveDrop]) -> None:
        def changed(drop: DriveDrop | None) -> DriveDrop:
            if drop is None or not drop.name:
                raise NotFound(f"The drop {self._folder} was forgotten.")
            return change(drop)

        self._book.changed(DriveDrop, self._folder, changed)


@contextmanager
def shift_on(book: Book, folder: str, holder: str) -> Iterator[Shift]:
    """Be at work on a drop while the block lasts."""
    shift = Shift(book, folder, holder)
    shift.sign()
    try:
        yield shift
    finally:
        shift.end()


def is_at_work(drop: DriveDrop | None, now: Instant) -> bool:
    """Whether somebody copies it, as far as anybody knows."""
    return drop is not None and bool(drop.copier) and drop.until > now
