"""Which clips can be shown over others' words: those that have a picture and hold no line of the script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.cut import Cut
from dropcut.domain.material import Performance
from dropcut.editing.pictures.asking import is_seen

_MUCH: Final = Fraction(15, 100)
"""Of a clip: a word or two that sound like a line make none of it."""


def candidates_of(cut: Cut, performances: Sequence[Performance]) -> tuple[int, ...]:
    """As the cut counts clips; of copies of one file, the first."""
    speaking = set(_speaking(cut))
    for performance in performances:
        together = {one.clip for one in performance.clips}
        if together & speaking:
            speaking |= together
    first: dict[str, int] = {}
    for number, clip in enumerate(cut.clips):
        if is_seen(cut, number) and number not in speaking:
            first.setdefault(clip.asset.sha256, number)
    spoken = {cut.clips[number].asset.sha256 for number in speaking}
    return tuple(number for digest, number in first.items() if digest not in spoken)


def _speaking(cut: Cut) -> Iterator[int]:
    """The clips that hold lines, used or not."""
    from dropcut.editing.choosing.unused import (  # noqa: PLC0415 - recipes bring this module, and that one brings numpy
        A_FILLER,
        AGAIN,
        NOT_IN_THE_SCRIPT,
        ONLY,
    )

    for line in cut.lines:
        for piece in (*line.pieces, *(piece for other in line.alternates for piece in other.pieces)):
            yield from (piece.clip, piece.sound)
    taken: dict[int, Fraction] = defaultdict(Fraction)
    for one in cut.unused:
        if one.reason not in {A_FILLER, AGAIN, NOT_IN_THE_SCRIPT} and not one.reason.startswith(ONLY):
            taken[one.clip] += one.end - one.start
    for number, seconds in taken.items():
        footage = cut.clips[number].asset.footage
        if footage and seconds > _MUCH * footage.duration:
            yield number
