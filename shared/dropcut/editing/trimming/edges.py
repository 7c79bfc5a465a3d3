"""Where exactly to cut beside a word. Nothing here knows the programme: the same take is always cut at the same places.

A gap between two words has one place to be cut when it is short: whatever comes before ends there, whatever comes after
begins there, and the two are seamless when they follow one another. A long gap has two, and what lies between is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.editing.trimming.limits import Limits
from dropcut.editing.trimming.sounding import Sounding, Times

_SAFE: Final = Fraction(3, 100)
"""Between a word and a cut, where there is room."""
_EARLY: Final = Fraction(4, 100)
"""A word may be over so much before the recogniser says."""
_REACH: Final = Fraction(25, 100)
"""A word may go on for so much longer than the recogniser says."""
_LASTING: Final = Fraction(10, 100)
"""No word holds so much silence."""
_BREATHLESS: Final = Fraction(12, 100)
"""How far from a word to look for a quiet moment where nobody pauses."""
_NEAR: Final = Fraction(6, 10)


@dataclass(frozen=True)
class Beside:
    """A word's edge, and the nearest word beyond it, as far as it is known."""

    edge: Fraction
    beyond: Fraction | None


def out_after(sounding: Sounding, word: Beside, limits: Limits) -> Fraction:
    """Where to end after a word, before what is known beyond it."""
    last = max(word.edge, sounding.end if word.beyond is None else word.beyond)
    return max(word.edge, min(_out(sounding, word, last, limits), last))


def in_before(sounding: Sounding, word: Beside, limits: Limits) -> Fraction:
    """Where to begin before a word, after what is known beyond it."""
    first = min(word.edge, sounding.offset if word.beyond is None else word.beyond)
    return min(word.edge, max(_in(sounding, word, first, limits), first))


def _out(sounding: Sounding, word: Beside, last: Fraction, limits: Limits) -> Fraction:
    gap = _gap_after(sounding, word.edge, last)
    if gap is None:
        end = min(word.edge + _BREATHLESS, last)
        return sounding.quietest(min(word.edge + _SAFE, (word.edge + end) / 2), end)
    start = max(gap[0], min(word.edge + _SAFE, gap[1]))
    if gap[1] - gap[0] <= limits.short:
        return max(_middle(sounding, gap), start)
    ideal = max(gap[0], word.edge) + limits.tail
    return max(sounding.quietest(max(start, ideal - limits.tail * (1 - _NEAR)), max(start, min(ideal, gap[1]))), start)


def _in(sounding: Sounding, word: Beside, first: Fraction, limits: Limits) -> Fraction:
    gap = _gap_before(sounding, word.edge, first)
    if gap is None:
        start = max(word.edge - _BREATHLESS, first)
        return sounding.quietest(start, max(word.edge - _SAFE, (word.edge + start) / 2))
    end = min(gap[1], max(word.edge - _SAFE, gap[0]))
    if gap[1] - gap[0] <= limits.short:
        return min(_middle(sounding, gap), end)
    ideal = min(gap[1], word.edge) - limits.lead
    return min(sounding.quietest(min(end, max(ideal, gap[0])), min(end, ideal + limits.lead * (1 - _NEAR))), end)


def _gap_after(sounding: Sounding, edge: Fraction, last: Fraction) -> Times | None:
    """The first real gap after a word, else the longest: very short ones may lie inside words."""
    near = [gap for gap in sounding.gaps_between(edge - _EARLY, min(edge + _REACH, last)) if gap[1] > edge]
    return _real(near)


def _gap_before(sounding: Sounding, edge: Fraction, first: Fraction) -> Times | None:
    near = [gap for gap in sounding.gaps_between(max(edge - _REACH, first), edge + _EARLY) if gap[0] < edge]
    return _real(near[::-1])


def _real(gaps: Sequence[Times]) -> Times | None:
    lasting = (gap for gap in gaps if gap[1] - gap[0] >= _LASTING)
    return next(lasting, max(gaps, key=lambda gap: gap[1] - gap[0], default=None))


def _middle(sounding: Sounding, gap: Times) -> Fraction:
    quarter = (gap[1] - gap[0]) / 4
    return sounding.quietest(gap[0] + quarter, gap[1] - quarter)
