"""One copies a file at a time, and nobody waits for the dead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.planning import Fetch
from dropcut.cloud.drive.records import Copying
from dropcut.cloud.firestore.writes import Write
from dropcut.domain.errors import Stale
from dropcut.domain.values import Instant, Millis

LEASE: Final = Millis(120_000)


class Claims:
    """The right to copy files, while Firestore says so. `holder` is text that nobody else uses."""

    def __init__(self, book: Book, holder: str) -> None:
        self._book = book
        self._holder = holder

    def taken(self, fetches: Sequence[Fetch]) -> tuple[Fetch, ...]:
        """Those of these that nobody copies now: they are ours for a while."""
        return self._book.store.settle(lambda: self._taking(fetches))

    def state(self, fetch: Fetch) -> Copying:
        """How far it is. Raises Stale when it is not ours any more."""
        return self.sign(fetch, lambda copying: copying)

    def sign(self, fetch: Fetch, change: Callable[[Copying], Copying]) -> Copying:
        """Say that we are at work, and how far. Raises Stale when somebody took us for dead."""

        def changed(copying: Copying | None) -> Copying:
            if copying is None or copying.holder != self._holder or copying.content != fetch.wanted.content:
                raise Stale(f"Somebody else copies {fetch.wanted.path}.")
            return change(copying).with_(until=Instant(self._book.now() + LEASE))

        return self._book.changed(Copying, fetch.wanted.id, changed)

    def let_go(self, fetches: Sequence[Fetch], *, forget: bool) -> None:
        """Give them back: those that are done are forgotten, of others it stays known how far they are."""
        self._book.store.settle(lambda: (None, self._letting_go(fetches, forget=forget)))

    def taken_over(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those that nobody copies now; what was known of how far they are is forgotten."""
        return self._book.store.settle(lambda: self._taking_over(ids))

    def _taking_over(self, ids: Sequence[str]) -> tuple[tuple[str, ...], list[Write]]:
        kept, now = self._book.read(Copying, ids), self._book.now()
        dead = {
            name: each for name, each in kept.items() if each.value is None or not each.value.holder or each.value.until <= now
        }
        return tuple(dead), [self._book.removed(each) for each in dead.values() if each.value is not None]

    def _taking(self, fetches: Sequence[Fetch]) -> tuple[tuple[Fetch, ...], list[Write]]:
        kept, now = self._book.read(Copying, [fetch.wanted.id for fetch in fetches]), self._book.now()
        free, writes = list[Fetch](), list[Write]()
        for fetch in fetches:
            stands = kept[fetch.wanted.id].value
            if stands is not None and stands.holder not in {"", self._holder} and stands.until > now:
                continue
            same = stands if stands is not None and stands.content == fetch.wanted.content else None
            mine = (same or Copying(content=fetch.wanted.content)).with_(holder=self._holder, until=Instant(now + LEASE))
            free.append(fetch)
            writes.append(self._book.written(kept[fetch.wanted.id], mine))
        return tuple(free), writes

    def _letting_go(self, fetches: Sequence[Fetch], *, forget: bool) -> list[Write]:
        writes = list[Write]()
        for kept in self._book.read(Copying, [fetch.wanted.id for fetch in fetches]).values():
            if kept.value is None or kept.value.holder != self._holder:
                continue
            again = self._book.written(kept, kept.value.with_(holder="", until=Instant(0)))
            writes.append(self._book.removed(kept) if forget else again)
        return writes
