"""What lies near a moment of a clip, looked up: an hour holds ten thousand words and a thousand stretches of speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Timed(Protocol):
    """Whatever begins and ends."""

    @property
    def start(self) -> Fraction:
        """In seconds of its clip."""

    @property
    def end(self) -> Fraction:
        """The same."""


One = TypeVar("One", bound=Timed)


class InTime(Generic[One]):
    """They may overlap. What few long ones among many short ones cost is not looked after."""

    def __init__(self, ones: Iterable[One]) -> None:
        self._ordered = sorted(ones, key=lambda one: one.start)
        self._starts = [one.start for one in self._ordered]
        self._latest = list(accumulate((one.end for one in self._ordered), max))

    def near(self, start: Fraction, end: Fraction) -> Sequence[One]:
        """All that touch this time, in order, and at times one that does not."""
        return self._ordered[bisect_left(self._latest, start) : bisect_right(self._starts, end)]
