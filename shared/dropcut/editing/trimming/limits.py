"""How much silence stays, for each pace that can be asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from dropcut.domain.settings import Pace, Settings

_BEFORE: Final = Fraction(3, 8)
"""Of a pause, how much lies before the word that follows it."""


@dataclass(frozen=True)
class Limits:
    """In seconds."""

    lead: Fraction
    """Before a line's first word."""
    tail: Fraction
    """After its last one."""
    pause: Fraction
    """Between two words of a line."""
    short: Fraction
    """A gap between two lines that is no longer is kept whole: who follows on follows on without a seam."""

    @property
    def inside(self) -> Limits:
        """The same where one talk goes on: what stays before and after a cut is a whole pause."""
        return replace(self, lead=self.pause * _BEFORE, tail=self.pause * (1 - _BEFORE))


_LIMITS: Final = {
    Pace.RELAXED: Limits(Fraction(15, 100), Fraction(25, 100), Fraction(100, 100), Fraction(40, 100)),
    Pace.NATURAL: Limits(Fraction(3, 100), Fraction(3, 100), Fraction(60, 100), Fraction(25, 100)),
    Pace.TIGHT: Limits(Fraction(3, 100), Fraction(3, 100), Fraction(30, 100), Fraction(12, 100)),
}
_SHORTEST: Final = Fraction(6, 100)


def limits_of(settings: Settings) -> Limits:
    """What the settings ask for; a longest pause that is given holds between lines, too."""
    limits = _LIMITS[settings.pace]
    if settings.longest_pause is None:
        return limits
    pause = max(settings.longest_pause, _SHORTEST)
    return Limits(min(limits.lead, pause * 3 / 8), min(limits.tail, pause * 5 / 8), pause, min(limits.short, pause))
