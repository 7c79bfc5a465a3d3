"""How what was found compares with the truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.seeing.footage import Change
from benchmarks.seeing.marked import Box


class Judged(NamedTuple):
    """Changes that were found, that were not there, and that were missed."""

    found: int = 0
    false: int = 0
    missed: int = 0

    @property
    def score(self) -> float:
        """F1: 1 is all and nothing else."""
        every = 2 * self.found + self.false + self.missed
        return 2 * self.found / every if every else 1.0

    def plus(self, other: Judged) -> Judged:
        """Both together."""
        return Judged(self.found + other.found, self.false + other.false, self.missed + other.missed)


def judged(found: Sequence[int], truth: Sequence[Change]) -> Judged:
    """A cut counts at its very frame; what takes a while, at any frame of it. Nothing counts twice."""
    missed, false = faults(found, truth)
    return Judged(len(truth) - len(missed), len(false), len(missed))


def faults(found: Sequence[int], truth: Sequence[Change]) -> tuple[list[Change], list[int]]:
    """The changes that nothing found was, and what was found that is none of them."""
    false, missed = sorted(found), []
    for change in truth:
        inside = [frame for frame in false if change.first <= frame <= change.whole]
        if inside:
            false.remove(inside[0])
        else:
            missed.append(change)
    return missed, false


def overlap(one: tuple[float, ...], other: Box | tuple[float, ...]) -> float:
    """Of what two boxes (left, top, width, height) cover together, how much both cover."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    common = max(0.0, across) * max(0.0, down)
    return common / (one[2] * one[3] + other[2] * other[3] - common)
