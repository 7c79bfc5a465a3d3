"""All that is said in a clip, word by word as far as words are known, and where it falls apart into stretches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Role
from dropcut.editing.choosing.evidence import Listened
from dropcut.editing.choosing.spans import without
from dropcut.editing.tightening.repeats import retakes_in
from dropcut.editing.trimming.limits import Limits
from dropcut.editing.trimming.uttered import Uttered

_UNTOLD: Final = Fraction(3, 10)
"""So much speech without a word is speech all the same."""
_AROUND: Final = Fraction(15, 100)
_MARGIN: Final = Fraction(8, 100)


def units_of(listened: Listened, fillers: Collection[str]) -> tuple[Uttered, ...]:
    """In order and in the clip's own time; what was said again is marked as repeated."""
    told = [
        Uttered(
            text=word.text,
            start=word.start + listened.offset,
            end=word.end + listened.offset,
            confidence=float(word.confidence),
            role=Role.FILLER if word.text.casefold() in fillers else Role.SAID,
            place=None,
        )
        for word in listened.heard.words
    ]
    units = sorted((*told, *_untold(listened, told)), key=lambda unit: (unit.start, unit.end))
    return tuple(_marked(units))


def stretches_in(units: Sequence[Uttered], limits: Limits) -> Iterator[Sequence[Uttered]]:
    """Parted where there is more silence than may stay."""
    begin = 0
    for at in range(1, len(units) + 1):
        if at == len(units) or units[at].start - units[at - 1].end > limits.pause:
            yield units[begin:at]
            begin = at


def _untold(listened: Listened, told: Sequence[Uttered]) -> Iterator[Uttered]:
    spoken = [(one.start + listened.offset, one.end + listened.offset) for one in listened.heard.stretches]
    known = [(word.start - _AROUND, word.end + _AROUND) for word in told]
    for start, end in without(spoken, known):
        first, last = start + _MARGIN, end - _MARGIN
        if last - first >= _UNTOLD and listened.sounding.spoken(first, last) >= _UNTOLD / 2:
            yield Uttered("", first, last, 0.0, Role.SAID, None)


def _marked(units: Sequence[Uttered]) -> Sequence[Uttered]:
    places = [at for at, unit in enumerate(units) if unit.role is Role.SAID]
    marked = list(units)
    for retake in retakes_in([units[at] for at in places]):
        for at in range(places[retake.first], places[retake.again]):
            marked[at] = replace(units[at], role=Role.REPEATED)
    return marked
