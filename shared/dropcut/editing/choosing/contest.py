"""What was said once can be a take of one line only: of those that claim the same words, who explains most together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_EDGE: Final = Fraction(15, 100)
"""Two searches may tell an edge so differently."""
_SHARE: Final = Fraction(1, 4)


@dataclass(frozen=True)
class Contender:
    """A claim to a stretch of time, and what it is worth."""

    start: Fraction
    end: Fraction
    worth: float


def winners(claims: Sequence[Contender]) -> tuple[int, ...]:
    """The set of claims that is worth most and of which no two share more than an edge; by their start."""
    spans = [_core(claim) for claim in claims]
    order = sorted(range(len(claims)), key=lambda at: (spans[at][1], spans[at][0], at))
    ends = [spans[at][1] for at in order]
    best = [0.0]
    before: list[int] = []
    for rank, at in enumerate(order):
        before.append(bisect_right(ends, spans[at][0], hi=rank))
        best.append(max(best[-1], best[before[-1]] + claims[at].worth))
    return _unrolled(claims, order, best, before)


def _unrolled(
    claims: Sequence[Contender], order: Sequence[int], best: Sequence[float], before: Sequence[int]
) -> tuple[int, ...]:
    won, rank = [], len(order)
    while rank:
        at = order[rank - 1]
        if best[before[rank - 1]] + claims[at].worth > best[rank - 1]:
            won.append(at)
            rank = before[rank - 1]
        else:
            rank -= 1
    return tuple(sorted(won, key=lambda at: (claims[at].start, claims[at].end, at)))


def _core(claim: Contender) -> tuple[Fraction, Fraction]:
    edge = min(_EDGE, (claim.end - claim.start) * _SHARE)
    return claim.start + edge, claim.end - edge
