"""The index of an MP4 or QuickTime film, as it must read where the film's data comes after it."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Final

import numpy as np

_HEAD: Final = Struct(">I4s")
_PARENTS: Final = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_SHORT, _LONG = b"stco", b"co64"
_BEFORE_PLACES: Final = 8
"""Version, flags and the count of what follows."""
_LARGEST_SHORT: Final = (1 << 32) - 1


def in_front(index: bytes) -> bytes:
    """An index (`moov`) that was written behind the data, for a film in which it stands before them.

    Every place that it names lies later by its own length, which grows when a place needs eight bytes instead of four.
    """
    by = len(index)
    while len(moved := _moved(index, by)) != by:
        by = len(moved)
    return moved


def _moved(box: bytes, by: int) -> bytes:
    name = box[4:8]
    if name in _PARENTS:
        return _boxed(name, b"".join(_moved(child, by) for child in _inside(box)))
    if name in {_SHORT, _LONG}:
        return _places_moved(box, by)
    return box


def _inside(box: bytes) -> Iterator[bytes]:
    place = _HEAD.size
    while place < len(box):
        length, _ = _HEAD.unpack_from(box, place)
        if length < _HEAD.size:
            raise ValueError(f"no index of ours: a part of {length} bytes in {box[4:8]!r}")
        yield box[place : place + length]
        place += length


def _places_moved(box: bytes, by: int) -> bytes:
    told, width = box[_HEAD.size : _HEAD.size + _BEFORE_PLACES], ">u8" if box[4:8] == _LONG else ">u4"
    places = np.frombuffer(box, width, offset=_HEAD.size + _BEFORE_PLACES).astype(">u8") + np.uint64(by)
    if int(places.max(initial=0)) > _LARGEST_SHORT or width == ">u8":
        return _boxed(_LONG, told + places.astype(">u8").tobytes())
    return _boxed(_SHORT, told + places.astype(">u4").tobytes())


def _boxed(name: bytes, content: bytes) -> bytes:
    return _HEAD.pack(_HEAD.size + len(content), name) + content
