"""Sets of times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

Span = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Spans:
    """A set of times that is asked often."""

    inside: Sequence[Span]
    """In order, none touching another."""

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Spans:
        return cls(joined(spans))

    @cached_property
    def _starts(self) -> list[Fraction]:
        return [start for start, _ in self.inside]

    def has(self, time: Fraction) -> bool:
        """Whether a moment is inside."""
        at = bisect_right(self._starts, time) - 1
        return at >= 0 and time < self.inside[at][1]

    def near(self, start: Fraction, end: Fraction) -> Sequence[Span]:
        """Those that share something with a stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return self.inside[first : bisect_left(self._starts, end)]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same times in order, none touching another."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        elif end > start:
            whole.append((start, end))
    return whole


def without(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What is left of `spans`."""
    left: list[Span] = []
    holes = joined(others)
    at = 0
    for start, end in joined(spans):
        while at and holes[at - 1][1] > start:
            at -= 1
        begin = start
        while at < len(holes) and holes[at][0] < end:
            if holes[at][1] > begin:
                if holes[at][0] > begin:
                    left.append((begin, holes[at][0]))
                begin = max(begin, holes[at][1])
            at += 1
        if begin < end:
            left.append((begin, end))
    return left


def shared(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What both have."""
    spans = list(spans)
    return without(spans, without(spans, others))


def total(spans: Iterable[Span]) -> Fraction:
    """How long they last together."""
    return sum((end - start for start, end in spans), Fraction(0))
