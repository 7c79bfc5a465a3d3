"""Small groups of lines that stay what they are while the script is edited around them.

Lines are looked for in the footage group by group, and what was found is kept under the group's own words. So where a
group begins must depend on the lines near there alone, never on how many come before: each line has a number drawn from
its text, and a group begins at every line whose number is the smallest for some lines on either side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Final

_NEAR: Final = 3
LARGEST: Final = 12
SMALLEST: Final = _NEAR
"""Fewer only in a script that has fewer."""

Group = tuple[int, ...]


def groups_of(lines: Sequence[str]) -> tuple[Group, ...]:
    """Every line, counted from 0, in one group; groups and lines in order.

    The same lines give the same groups, for ever. A line that is put in, taken out or reworded makes one new group, at
    times two; hardly ever more, and then only of its neighbours.
    """
    numbers = [_drawn(line) for line in lines]
    begins = [0, *(at for at in range(_NEAR, len(lines) - _NEAR + 1) if _is_smallest(numbers, at)), len(lines)]
    return tuple(group for begin, end in pairwise(begins) for group in _bounded(begin, end))


def _drawn(line: str) -> int:
    return int.from_bytes(sha256(line.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def _is_smallest(numbers: Sequence[int], at: int) -> bool:
    near = (*numbers[at - _NEAR : at], *numbers[at + 1 : at + _NEAR + 1])
    return all(numbers[at] < other for other in near)


def _bounded(begin: int, end: int) -> Iterator[Group]:
    """One group; where it would be too large (a refrain draws no smallest number), even parts of it."""
    parts = -(-(end - begin) // LARGEST)
    cuts = [begin + (end - begin) * part // parts for part in range(parts)] if parts else []
    yield from (tuple(range(first, last)) for first, last in pairwise((*cuts, end)))
