"""The outermost parts of an MP4 or QuickTime film of ours."""

from __future__ import annotations

from struct import Struct
from typing import Final

_HEAD: Final = Struct(">I4s")
_LONG: Final = Struct(">Q")
_LONGEST_HEAD: Final = _HEAD.size + _LONG.size


class Outline:
    """Learns their names, in order, while a film passes by in pieces."""

    def __init__(self) -> None:
        self.names: list[bytes] = []
        self._head = b""
        self._left = 0
        """Of the part that passes by now."""

    def take(self, piece: bytes) -> None:
        """The next bytes of the film."""
        place = 0
        while place < len(piece):
            passed = min(self._left, len(piece) - place)
            place, self._left = place + passed, self._left - passed
            if not self._left and place < len(piece):
                place += self._headed(piece[place : place + _LONGEST_HEAD - len(self._head)])

    def plays_at_once(self) -> bool:
        """Whether what a player needs first comes first."""
        return [name for name in self.names if name in {b"moov", b"mdat"}][:1] == [b"moov"]

    def _headed(self, piece: bytes) -> int:
        """Read the head of a part, which may come in two pieces; how many of these bytes were of it."""
        before, self._head = len(self._head), self._head + piece
        if len(self._head) < _HEAD.size:
            return len(piece)
        length, name = _HEAD.unpack_from(self._head)
        if length == 1 and len(self._head) < _LONGEST_HEAD:
            return len(piece)
        own = _LONGEST_HEAD if length == 1 else _HEAD.size
        whole = _LONG.unpack_from(self._head, _HEAD.size)[0] if length == 1 else length
        self.names.append(name)
        self._head, self._left = b"", max(0, whole - own)
        return own - before
