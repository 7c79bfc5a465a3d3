"""From the times of frames to a rate: whether it is constant, and exactly which one. Pure arithmetic in whole ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median_low
from typing import Final

from dropcut.domain.time import STANDARD_RATES, Rate, Seconds
from dropcut.domain.values import Value

_PARTS: Final = 3
_PARTS_OF_THE_UNUSUAL: Final = 8


class Timing(Value):
    """How the frames of a picture follow each other."""

    rate: Rate
    constant: bool
    shortest: Seconds
    longest: Seconds

    @classmethod
    def steady(cls, rate: Rate) -> Timing:
        """Every frame as long as every other."""
        return cls(rate=rate, constant=True, shortest=1 / rate, longest=1 / rate)


def timing(stretches: Sequence[Sequence[int]], tick: Fraction, declared: Iterable[Fraction]) -> Timing:
    """The timing of frames that start at the times of `stretches`, in ticks, each stretch ordered and without gaps in it.

    Constant is what lies on the grid of one rate everywhere, but for the rounding of the container's clock: one tick at
    most, and never a third of a frame (at a rate that no standard names, an eighth). `declared` are the rates that the
    file claims, the best first: they break ties, as between 30 and 30000/1001 in ten frames of Matroska, and speak for
    a single frame.
    """
    claimed = tuple(rate for rate in declared if rate > 0)
    steps = sorted(later - earlier for stretch in stretches for earlier, later in pairwise(stretch))
    if not steps:
        return Timing.steady(claimed[0] if claimed else Fraction(25))
    for rate in (*_usual(claimed), *STANDARD_RATES, *claimed, *_measured(stretches, tick)):
        if all(_on_grid(stretch, tick, rate) for stretch in stretches):
            return Timing.steady(rate)
    long_enough = [step for step in steps if step > 0] or [1]
    usual = median_low(long_enough) * tick
    return Timing(
        rate=_nearest(usual, tick, claimed),
        constant=False,
        shortest=long_enough[0] * tick,
        longest=long_enough[-1] * tick,
    )


def _usual(claimed: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(rate for rate in claimed if rate in STANDARD_RATES)


def _measured(stretches: Sequence[Sequence[int]], tick: Fraction) -> tuple[Fraction, ...]:
    longest = max(stretches, key=len)
    ticks = longest[-1] - longest[0]
    return (Fraction(len(longest) - 1) / (ticks * tick),) if ticks > 0 else ()


def _on_grid(stretch: Sequence[int], tick: Fraction, rate: Fraction) -> bool:
    """Whether frame i starts within the tolerance of i / rate, in integers: hours of footage are millions of frames."""
    if len(stretch) < 2:  # noqa: PLR2004 - one frame lies on every grid
        return True
    a_tick = tick.numerator * rate.numerator
    a_frame = tick.denominator * rate.denominator
    slack = min(a_tick, a_frame // (_PARTS if rate in STANDARD_RATES else _PARTS_OF_THE_UNUSUAL))
    first, last = stretch[0], len(stretch) - 1
    if abs((stretch[last] - first) * a_tick - last * a_frame) > slack:
        return False
    return all(-slack <= (time - first) * a_tick - i * a_frame <= slack for i, time in enumerate(stretch))


def _nearest(usual: Fraction, tick: Fraction, claimed: Sequence[Fraction]) -> Fraction:
    """The rate whose frame lasts as long as the usual one, as far as the container's clock can tell."""
    slack = min(tick, usual / 3)
    fitting = [rate for rate in (*claimed, *STANDARD_RATES) if abs(1 / rate - usual) <= slack]
    return fitting[0] if fitting else 1 / usual
