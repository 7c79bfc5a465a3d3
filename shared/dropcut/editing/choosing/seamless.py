"""Pieces that follow one another in a clip meet exactly: no frame is shown twice."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from dropcut.domain.cut import CutLine, Piece

_MOST: Final = 3
"""In frames. Two lines said in one breath share so much at most."""


def seamless(lines: Sequence[CutLine]) -> tuple[CutLine, ...]:
    """Each piece ends, at the latest, where the next one begins when that goes on with it."""
    told = list(lines)
    said = [at for at, line in enumerate(told) if line.pieces]
    for at, after in itertools.pairwise(said):
        last, following = told[at].pieces[-1], told[after].pieces[0]
        shared = last.first + last.frames - following.first
        if _goes_on(last, following) and 0 < shared <= min(_MOST, last.frames - 1):
            pieces = (*told[at].pieces[:-1], last.model_copy(update={"frames": last.frames - shared}))
            told[at] = told[at].model_copy(update={"pieces": pieces})
    return tuple(told)


def _goes_on(one: Piece, other: Piece) -> bool:
    return (one.clip, one.sound) == (other.clip, other.sound) and one.first < other.first
