"""Pictures that come again - a held slide, a screen where nothing moves - are made larger once."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Final, NamedTuple

from dropcut.ports.sharpening import Picture

_KEPT: Final = 4
"""Larger pictures that are kept in case theirs comes again: a talk goes back and forth between few."""

Enlarge = Callable[[Iterable[Picture]], Iterator[Picture]]


class Known(NamedTuple):
    """A picture, and the digest by which it is known when it comes again."""

    picture: Picture
    digest: bytes


def known(picture: Picture) -> Known:
    """Of its bytes. Whoever has time does this: for the engine's own thread it would cost some milliseconds a picture."""
    return Known(picture, blake2b(picture.data, digest_size=16).digest())


class Repeats:
    """Stands between those who give pictures and the engine, which sees each picture once."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._order: deque[bytes] = deque()
        """Of the pictures that were read and not yet given, in order."""
        self._on_their_way: deque[bytes] = deque()
        self._larger: OrderedDict[bytes, Picture] = OrderedDict()
        self._wanted: Counter[bytes] = Counter()
        self.repeated = 0
        """How many pictures the engine never saw."""

    def enlarged(self, pictures: Iterable[Known], enlarge: Enlarge) -> Iterator[Picture]:
        """One larger picture for each, in order."""
        for larger in enlarge(self._new_ones(pictures)):
            self._larger[self._on_their_way.popleft()] = larger
            yield from self._ready()
            self._forget()
        yield from self._ready()

    def _new_ones(self, pictures: Iterable[Known]) -> Iterator[Picture]:
        for picture, digest in pictures:
            again = digest in self._larger or self._wanted[digest] > 0
            self._order.append(digest)
            self._wanted[digest] += 1
            if again:
                self.repeated += 1
                continue
            self._on_their_way.append(digest)
            yield picture

    def _ready(self) -> Iterator[Picture]:
        while self._order and self._order[0] in self._larger:
            digest = self._order.popleft()
            self._wanted[digest] -= 1
            self._larger.move_to_end(digest)
            yield self._larger[digest]

    def _forget(self) -> None:
        """What nobody waits for, but the last few."""
        spare = [digest for digest in self._larger if not self._wanted[digest]]
        for digest in spare[: max(0, len(spare) - self._kept)]:
            del self._larger[digest], self._wanted[digest]
