"""From an order of lines that a person wants to the moves that must be settled.

Moves are obeyed one after the other, as they stand in the decisions: a line is taken out and put right after its anchor
(see `editing.choosing.settled`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dropcut.domain.decisions import LineRef, Move, Place


def moves_to(wanted: Sequence[int], refs: Mapping[int, LineRef], moved: Iterable[int]) -> dict[int, Move]:
    """The fewest moves that bring lines into the order `wanted`, from that of their numbers, in the order to obey them.

    Of as few, those of lines that were `moved` before: who moved one line more keeps what was said of the others.
    """
    kept = _kept(wanted, frozenset(moved))
    moves: dict[int, Move] = {}
    for before, number in zip([None, *wanted], wanted, strict=False):
        if number not in kept:
            moves[number] = _after(None if before is None else refs[before])
    return moves


def _after(line: LineRef | None) -> Move:
    return Move(place=Place.FIRST) if line is None else Move(place=Place.AFTER, line=line)


def _kept(wanted: Sequence[int], moved: frozenset[int]) -> frozenset[int]:
    """The largest part of `wanted` that rises, with as few as possible of those `moved`."""
    ranks = {number: rank for rank, number in enumerate(sorted(wanted), 1)}
    best = _Best(len(wanted))
    before: list[int] = []
    for place, number in enumerate(wanted):
        weight, last = best.below(ranks[number])
        before.append(last)
        best.put(ranks[number], (weight + 2 * len(wanted) + (number not in moved), place))
    kept, place = set[int](), best.below(len(wanted) + 1)[1]
    while place >= 0:
        kept.add(wanted[place])
        place = before[place]
    return frozenset(kept)


class _Best:
    """The heaviest rising part that ends at or below a rank, and the place where it ends (a Fenwick tree of maxima)."""

    def __init__(self, ranks: int) -> None:
        self._tree = [(0, -1)] * (ranks + 1)

    def below(self, rank: int) -> tuple[int, int]:
        found, at = (0, -1), rank - 1
        while at > 0:
            found = max(found, self._tree[at])
            at -= at & -at
        return found

    def put(self, rank: int, value: tuple[int, int]) -> None:
        while rank < len(self._tree):
            self._tree[rank] = max(self._tree[rank], value)
            rank += rank & -rank
