"""The takes that a line can choose from, by letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from dropcut.domain.cut import Alternate, Cut, CutLine, Piece
from dropcut.domain.decisions import TakeRef

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AUTO: Final = "auto"
"""Leaves the choice to the program."""
NONE: Final = "none"
"""No take is used."""


@dataclass(frozen=True)
class Offer:
    """A take of a line."""

    letter: str
    """Empty when it cannot be asked for: it is stitched from several clips."""
    pieces: tuple[Piece, ...]
    reason: str
    ref: TakeRef | None


def offers(cut: Cut, line: CutLine) -> tuple[Offer, ...]:
    """The take in use first, then the alternates, best first."""
    letters = _letters()
    used = [Offer(next(letters), line.pieces, line.reason, _ref(cut, line.pieces))] if line.pieces else []
    return (*used, *(_alternate(cut, other, letters) for other in line.alternates if other.pieces))


def in_use(line: CutLine) -> str:
    """What stands after `take:` in a line's block: the letter of the take that the cut uses, or `none`."""
    return _ALPHABET[0] if line.pieces else NONE


def _alternate(cut: Cut, other: Alternate, letters: Iterator[str]) -> Offer:
    ref = _ref(cut, other.pieces)
    return Offer(next(letters, "") if ref else "", other.pieces, other.reason, ref)


def _ref(cut: Cut, pieces: tuple[Piece, ...]) -> TakeRef | None:
    """A take lies in one clip, from its first piece to its last."""
    clips = {piece.clip for piece in pieces}
    if len(clips) != 1:
        return None
    return TakeRef(
        asset=cut.clips[clips.pop()].asset.sha256,
        start=min(piece.start(cut.format) for piece in pieces),
        end=max(piece.end(cut.format) for piece in pieces),
    )


def _letters() -> Iterator[str]:
    """A to Z, then AA to ZZ: nobody reads on."""
    yield from _ALPHABET
    yield from map("".join, product(_ALPHABET, repeat=2))
