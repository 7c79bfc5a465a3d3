"""The outermost parts of an MP4 or QuickTime file of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import Final

_HEAD: Final = Struct(">I4s")
_LONG: Final = Struct(">Q")


def boxes(file: Path) -> Iterator[bytes]:
    """Their names in order."""
    with file.open("rb") as opened:
        place = 0
        while len(head := opened.read(_HEAD.size)) == _HEAD.size:
            length, name = _HEAD.unpack(head)
            if length == 1:
                (length,) = _LONG.unpack(opened.read(_LONG.size))
            yield name
            if length < _HEAD.size:
                return
            place += length
            opened.seek(place)


def plays_at_once(file: Path) -> bool:
    """Whether what a player needs first comes first."""
    names = [name for name in boxes(file) if name in {b"moov", b"mdat"}]
    return names[:1] == [b"moov"]
