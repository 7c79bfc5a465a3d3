"""One optimum over the whole script: the best takes in the programme's order, not the best take of each line.

What counts: how good a take is; that it is the last one, for speakers go on when they are content; and that it goes on
where the line before it ended, for every jump shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.editing.choosing.candidates import Candidate

LAST: Final = 0.10
"""How much worse the last take may be than the best one."""
_LAST_WITH_FLAWS: Final = 0.03
"""The same where another take has nothing that a person should look at."""
_LATER: Final = 0.02
_GOES_ON: Final = 0.06
_SAME_REEL: Final = 0.03
_BACKWARDS: Final = -0.02
_SOON: Final = Fraction(8)
_MOST: Final = 12
"""Candidates of one line; beyond these, older takes are left out that are no better."""


@dataclass(frozen=True)
class _Best:
    worth: float
    candidate: Candidate
    before: _Best | None


def best_candidates(lines: Sequence[Sequence[Candidate]]) -> tuple[Candidate | None, ...]:
    """For each line in the programme's order, the one to use; None where there is none to choose from.

    No take may be offered to two lines.
    """
    few = [_few(some) for some in lines]
    ends: list[_Best] = []
    for some in few:
        if some:
            own = _own_worth(some)
            ends = [_step(ends, one, worth) for one, worth in zip(some, own, strict=True)]
    return _traced(few, max(ends, key=lambda end: end.worth, default=None))


def _traced(lines: Sequence[Sequence[Candidate]], best: _Best | None) -> tuple[Candidate | None, ...]:
    chosen: list[Candidate | None] = []
    for some in reversed(lines):
        chosen.append(best.candidate if some and best else None)
        best = best.before if some and best else best
    return tuple(chosen[::-1])


def _few(some: Sequence[Candidate]) -> Sequence[Candidate]:
    """Of many takes, the best and the last."""
    order = sorted(some, key=lambda one: one.place)
    if len(order) <= _MOST:
        return order
    best = sorted(order[:-1], key=lambda one: one.quality)[1 - _MOST :]
    return sorted((*best, order[-1]), key=lambda one: one.place)


def _step(ends: Sequence[_Best], candidate: Candidate, worth: float) -> _Best:
    before = max(ends, key=lambda end: end.worth + _continuity(end.candidate, candidate), default=None)
    if before is None:
        return _Best(worth, candidate, None)
    return _Best(worth + before.worth + _continuity(before.candidate, candidate), candidate, before)


def _own_worth(some: Sequence[Candidate]) -> list[float]:
    """Quality, and how late it is among the takes of its line."""
    order = sorted(some, key=lambda one: one.place)
    rank = {id(one): at for at, one in enumerate(order)}
    last = len(order) - 1
    good = [one for one in order if one.acceptable and not one.flaws]
    favoured = LAST if not good or not order[last].flaws else _LAST_WITH_FLAWS
    return [one.quality + (favoured if rank[id(one)] == last else _LATER * rank[id(one)] / max(last, 1)) for one in some]


def _continuity(one: Candidate, other: Candidate) -> float:
    earlier, later = one.parts[-1].take, other.parts[0].take
    if earlier.reel != later.reel:
        return 0.0
    wait = later.start - earlier.end
    if wait < 0:
        return _BACKWARDS
    return _GOES_ON if wait <= _SOON else _SAME_REEL
