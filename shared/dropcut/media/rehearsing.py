"""A film written twice, so that it needs no place of its own: once to learn what is known last, once for good.

Muxers go back: to lengths that they could not know before, and for the index, which players want first and muxers write last.
A file on a disk bears that; a stream into a bucket does not, and the disk of a function is its memory. The same packets
written twice give the same bytes twice, so the second time every byte is right when it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import SEEK_CUR, SEEK_END, SEEK_SET
from struct import Struct
from typing import Final, NamedTuple
from zlib import crc32

from dropcut.domain.errors import Retryable
from dropcut.media.indexes import in_front

_HEAD: Final = Struct(">I4s")
_LONG: Final = Struct(">Q")
_KEPT: Final = 4096
"""Of the beginning, which tells where the data of a film lie."""


class Part(NamedTuple):
    """Bytes, and where they belong."""

    at: int
    data: bytes


class Learnt(NamedTuple):
    """What the first writing told of a film."""

    later: tuple[Part, ...]
    """What was written over earlier bytes."""
    size: int
    crc: int
    """Of all bytes as they first came."""
    opening: bytes
    """What stands before everything after `begins`."""
    begins: int
    ends: int
    """From where and until where the second writing is passed on."""


class Writable:
    """Where a muxer is in the file that it believes in. See `io.RawIOBase`."""

    def __init__(self) -> None:
        self.size = 0
        self.crc = 0
        self._at = 0

    def write(self, data: bytes) -> int:
        over = min(len(data), max(0, self.size - self._at))
        if over:
            self.rewritten(self._at, bytes(data[:over]))
        if over < len(data):
            fresh = bytes(data[over:])
            self.grown(self.size, fresh)
            self.crc = crc32(fresh, self.crc)
            self.size += len(fresh)
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._at = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self.size}[whence] + offset
        if self._at > self.size:
            raise OSError(f"a hole before {self._at}")
        return self._at

    def tell(self) -> int:
        return self._at

    def grown(self, at: int, data: bytes) -> None:
        """More came at the end."""
        raise NotImplementedError

    def rewritten(self, at: int, data: bytes) -> None:
        """Something that came earlier is to read otherwise."""
        raise NotImplementedError


class Rehearsal(Writable):
    """The first writing: keeps the film's beginning, what is rewritten, and what comes after `ending`."""

    def __init__(self) -> None:
        super().__init__()
        self._later: list[Part] = []
        self._beginning = bytearray()
        self._end: bytearray | None = None
        self._end_at = 0

    def ending(self) -> None:
        """From now on the muxer has all packets: what it writes now is short."""
        self._end, self._end_at = bytearray(), self.size

    def grown(self, at: int, data: bytes) -> None:
        self._beginning += data[: max(0, _KEPT - at)]
        if self._end is not None:
            self._end += data

    def rewritten(self, at: int, data: bytes) -> None:
        self._later.append(Part(at, data))

    def learnt(self, *, index_first: bool) -> Learnt:
        """All that the second writing must know."""
        if not index_first:
            return Learnt(tuple(self._later), self.size, self.crc, b"", 0, self.size)
        beginning, end = bytes(self._beginning), bytes(self._end or b"")
        beginning, end = _corrected(beginning, 0, self._later), _corrected(end, self._end_at, self._later)
        first, index = _places(beginning)
        opening = beginning[:first] + in_front(end[index - self._end_at :])
        return Learnt(tuple(self._later), self.size, self.crc, opening, first, index)


class Performance(Writable):
    """The second writing: passes on every byte of the film, in order, once, as it is to be."""

    def __init__(self, learnt: Learnt, take: Callable[[bytes], object]) -> None:
        super().__init__()
        self._learnt = learnt
        self._take = take
        if learnt.opening:
            take(learnt.opening)

    def grown(self, at: int, data: bytes) -> None:
        passed = _corrected(data, at, self._learnt.later)[max(0, self._learnt.begins - at) : max(0, self._learnt.ends - at)]
        if passed:
            self._take(passed)

    def rewritten(self, at: int, data: bytes) -> None:
        """It was passed on like this already."""

    def end(self) -> None:
        """Make sure that both writings were the same. Raises Retryable."""
        if (self.size, self.crc) != (self._learnt.size, self._learnt.crc):
            raise Retryable("What is joined changed while it was read.", "The work goes on by itself.")


def _corrected(data: bytes, at: int, later: list[Part] | tuple[Part, ...]) -> bytes:
    """Bytes that begin at `at` as they read once everything was written."""
    touching = [part for part in later if part.at < at + len(data) and at < part.at + len(part.data)]
    if not touching:
        return data
    right = bytearray(data)
    for part in touching:
        start, skipped = max(part.at, at) - at, max(0, at - part.at)
        piece = part.data[skipped : skipped + len(right) - start]
        right[start : start + len(piece)] = piece
    return bytes(right)


def _places(beginning: bytes) -> tuple[int, int]:
    """Where the first box of a film ends, and where its data do: there its index begins."""
    boxes = list(_boxes(beginning))
    for place, name, length in boxes:
        if name == b"mdat":
            return boxes[0][2], place + length
    raise ValueError(f"no film of ours: no data within {_KEPT} bytes")


def _boxes(beginning: bytes) -> Iterator[tuple[int, bytes, int]]:
    place = 0
    while place + _HEAD.size <= len(beginning):
        length, name = _HEAD.unpack_from(beginning, place)
        if length == 1:
            (length,) = _LONG.unpack_from(beginning, place + _HEAD.size)
        yield place, name, length
        place += max(length, _HEAD.size)
