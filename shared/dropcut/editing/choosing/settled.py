"""What a person settled, laid upon the script as it is now; what fits nowhere any more is said, not lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dropcut.domain.decisions import Decision, LineRef, Move, Place
from dropcut.editing.references import line_refs


@dataclass(frozen=True)
class Settled:
    """Lines are counted from 0, as in the script."""

    by_line: Mapping[int, Decision]
    order: tuple[int, ...]
    """The lines in the programme's order."""
    orphans: tuple[str, ...]


def settled(lines: Sequence[str], decisions: Sequence[Decision]) -> Settled:
    """Of several decisions about a line, the last holds."""
    numbers = {ref: number for number, ref in enumerate(line_refs(lines))}
    by_line: dict[int, Decision] = {}
    orphans: list[str] = []
    for decision in decisions:
        number = numbers.get(decision.line)
        if number is None:
            orphans.append(f"{_called(decision.line)} is no longer in the script: what was settled about it is kept, unused.")
        else:
            by_line[number] = decision
    order = _moved(list(range(len(lines))), by_line, numbers, orphans)
    return Settled(by_line, tuple(order), tuple(orphans))


def _moved(
    order: list[int], by_line: Mapping[int, Decision], numbers: Mapping[LineRef, int], orphans: list[str]
) -> Sequence[int]:
    for number, decision in by_line.items():
        if decision.move is None:
            continue
        after = _target(decision.move, numbers)
        if after is None or after == number:
            orphans.append(f"{_called(decision.line)} was moved to where no line is any more: it stays at its own place.")
            continue
        order.remove(number)
        order.insert(0 if after < 0 else order.index(after) + 1, number)
    return order


def _target(move: Move, numbers: Mapping[LineRef, int]) -> int | None:
    """The line after which it goes; -1 for the beginning, None where that line is gone."""
    if move.place is Place.FIRST or move.line is None:
        return -1
    return numbers.get(move.line)


def _called(line: LineRef) -> str:
    which = f" (number {line.occurrence + 1} of those)" if line.occurrence else ""
    return f'The line "{line.text}"{which}'
