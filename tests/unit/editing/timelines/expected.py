"""What a timeline must say, worked out from the cut alone."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from dropcut.domain.cut import Cut
from dropcut.domain.footage import Footage
from dropcut.domain.time import Seconds


class Range(NamedTuple):
    """Where something lies, and with what of its file, in exact seconds by the file's own timecode."""

    clip: str
    at: int
    frames: int
    source: Seconds


def pictures(cut: Cut) -> list[Range]:
    placed = [(placed.piece, placed.first) for placed in cut.placed()]
    return [
        Range(cut.clips[piece.clip].name, at, piece.frames, origin(cut, piece.clip) + piece.start(cut.format))
        for piece, at in placed
        if _footage(cut, piece.clip).pictures
    ]


def sounds(cut: Cut) -> list[Range]:
    placed = [(placed.piece, placed.first) for placed in cut.placed()]
    return [
        Range(cut.clips[piece.sound].name, at, piece.frames, origin(cut, piece.sound) + piece.sound_start)
        for piece, at in placed
        if _footage(cut, piece.sound).sounds
    ]


def origin(cut: Cut, number: int) -> Seconds:
    timecode = _footage(cut, number).timecode
    return timecode.frame / timecode.rate if timecode else Fraction(0)


def _footage(cut: Cut, number: int) -> Footage:
    footage = cut.clips[number].asset.footage
    assert footage
    return footage
