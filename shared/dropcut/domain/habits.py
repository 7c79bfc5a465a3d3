"""How long programmes become in a home: told by those that were made there, and until then by what people do elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Final

from dropcut.domain.documents import Document
from dropcut.domain.time import Exact
from dropcut.domain.values import Count, Millis, Value

KEPT: Final = 60
"""Programmes that are remembered, the newest: another person speaks at another pace."""
_DOUBT: Final = Fraction(1, 4)
"""What people do elsewhere counts as much as a quarter of a programme."""
_ENOUGH: Final = 6
"""Programmes from which on they themselves tell how far apart two may be."""
_SHARE_OFF: Final = 10
"""At either end one in so many is left out of that."""
_CLOSEST: Final = Fraction(1, 10)
"""Nothing is more certain than that."""


class Programme(Value):
    """One that was made. Numbers alone: nothing of what is said or seen in it."""

    words: Count
    """Of its script, those of lines that nobody said too; 0 where there was none."""
    footage: Millis
    """All that was filmed."""
    length: Millis


class Habits(Document):
    """The newest programmes of a home."""

    KIND: ClassVar[str] = "habits"

    programmes: tuple[Programme, ...] = ()

    def with_more(self, more: Sequence[Programme]) -> Habits:
        """The same with newer ones."""
        return self.model_copy(update={"programmes": (*self.programmes, *more)[-KEPT:]})

    @property
    def millis_a_word(self) -> Expectation:
        """Of the programme, for each word of its script."""
        return _expected(SPOKEN, [(each.length, each.words) for each in self.programmes if each.words])

    @property
    def share_kept(self) -> Expectation:
        """Of footage without a script."""
        told = [(each.length, each.footage) for each in self.programmes if not each.words and each.footage]
        return _expected(TIGHTENED, told)


class Expectation(Value):
    """What is likely, and between what it hardly ever is not."""

    low: Exact
    likely: Exact
    high: Exact
    measured: Count = 0
    """How many programmes it rests on."""


SPOKEN: Final = Expectation(low=Fraction(60_000, 190), likely=Fraction(60_000, 150), high=Fraction(60_000, 110))
"""Words are said at 150 a minute, at most 190, at least 110, pauses and all."""
TIGHTENED: Final = Expectation(low=Fraction(40, 100), likely=Fraction(70, 100), high=Fraction(95, 100))


def _expected(elsewhere: Expectation, pairs: Sequence[tuple[int, int]]) -> Expectation:
    """Of lengths and what they are of."""
    if not pairs:
        return elsewhere
    here = Fraction(sum(length for length, _ in pairs), sum(of for _, of in pairs))
    likely = ((len(pairs) * here + _DOUBT * elsewhere.likely) / (len(pairs) + _DOUBT)).limit_denominator(10_000)
    low, high = _apart(sorted(Fraction(length, of) / here for length, of in pairs), elsewhere)
    return Expectation(low=likely * low, likely=likely, high=likely * high, measured=len(pairs))


def _apart(ratios: Sequence[Fraction], elsewhere: Expectation) -> tuple[Fraction, Fraction]:
    """How much less and how much more it may be, as shares: as far apart as elsewhere, until enough of them tell."""
    if len(ratios) < _ENOUGH:
        return elsewhere.low / elsewhere.likely, elsewhere.high / elsewhere.likely
    off = len(ratios) // _SHARE_OFF
    return min(ratios[off], 1 - _CLOSEST), max(ratios[-1 - off], 1 + _CLOSEST)
