"""A cut as it may come out: as long as the guess says, from the first clips, each line one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.cut import Cut, CutLine, Piece, Removed, Status
from dropcut.domain.habits import Programme
from dropcut.domain.material import Material
from dropcut.domain.programme import Format
from dropcut.domain.values import Millis
from dropcut.outlook.guessing import Guess

_STRETCH_S: Final = 6
"""Of footage without a script: about as long as what is kept between two pauses."""


def supposed_cut(material: Material, guess: Guess) -> Cut:
    """The cut of this material, if all goes as it usually does: every line was said well, and once."""
    lines = tuple(_scripted(material, guess) if material.script else _tightened(material, guess))
    return Cut(
        format=material.format,
        engine=material.transcripts[0].engine if material.transcripts else None,
        clips=material.clips,
        lines=lines,
        scripted=material.script is not None,
        removed=Removed(silence=Fraction(0), fillers=0, retakes=0),
    )


def told_by(material: Material, cut: Cut) -> Programme:
    """How long a programme became, and of how much."""
    frames = sum(piece.frames for line in cut.lines for piece in line.pieces)
    return Programme(
        words=sum(len(line.spoken.split()) for line in material.script.lines) if material.script else 0,
        footage=Millis(int(1000 * sum(_lengths(material)))),
        length=Millis(int(1000 * frames / cut.format.rate)),
    )


def _scripted(material: Material, guess: Guess) -> Iterator[CutLine]:
    said = [(line.number, line.spoken) for line in material.script.lines] if material.script else []
    wanted = [guess.millis_a_word * len(text.split()) / 1000 for _, text in said]  # its pauses are in that
    there = sum(_lengths(material), Fraction(0))
    squeezed = min(Fraction(1), there / max(sum(wanted, Fraction(0)), Fraction(1, 100)))  # nobody cuts more than was filmed
    walk = _Walk(material)
    for (number, text), length in zip(said, wanted, strict=True):
        yield _line(number, text, walk.piece(length * squeezed))


def _tightened(material: Material, guess: Guess) -> Iterator[CutLine]:
    kept = sum(_lengths(material), Fraction(0)) * guess.share_kept
    walk = _Walk(material)
    for number in range(1, max(1, round(kept / _STRETCH_S)) + 1):
        yield _line(number, "", walk.piece(min(kept, Fraction(_STRETCH_S))))


def _line(number: int, text: str, piece: Piece) -> CutLine:
    return CutLine(number=number, text=text, status=Status.CHOSEN, score=Fraction(1), reason="", pieces=(piece,))


def _lengths(material: Material) -> Sequence[Fraction]:
    return [clip.asset.footage.duration if clip.asset.footage else Fraction(0) for clip in material.clips]


class _Walk:
    """Goes through the clips from the first to the last, and begins again when all are used."""

    def __init__(self, material: Material) -> None:
        self._format: Format = material.format
        self._lengths = _lengths(material)
        self._clip, self._at = 0, Fraction(0)

    def piece(self, length: Fraction) -> Piece:
        """The next so many seconds, at least a frame."""
        if self._at and self._at + length > self._lengths[self._clip]:
            self._clip, self._at = (self._clip + 1) % len(self._lengths), Fraction(0)
        first, frames = int(self._at * self._format.rate), max(1, round(length * self._format.rate))
        self._at += length
        start = self._format.starts(first)
        return Piece(clip=self._clip, first=first, frames=frames, sound=self._clip, sound_start=start)
