"""Which lines may be tried where: found by their rare words and runs of words, so that the work grows with what was said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_MOST_LINES: Final = {1: 4, 2: 8, 3: 16, 4: 24}
"""A run of so many words that more lines have tells too little."""
BLOCK: Final = 16
"""Heard words are looked at in blocks of this many."""
_ACTIVE: Final = 24
"""Lines that are looked at in one block, the most promising first."""
_REACH: Final = 16
_SHORT: Final = 4

Line = Sequence[str]


@dataclass(frozen=True)
class Index:
    """Runs of words, each with the lines that have it, and where."""

    runs: Mapping[tuple[str, ...], Sequence[tuple[int, int]]]
    lengths: Sequence[int]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Index:
        runs: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        whole = {tuple(line): number for number, line in enumerate(lines) if 0 < len(line) <= _SHORT}
        for number, line in enumerate(lines):
            for run, at in _runs(line):
                if len(runs[run]) <= _MOST_LINES[len(run)]:
                    runs[run].append((number, at))
        rare: dict[tuple[str, ...], list[tuple[int, int]]] = {
            run: places for run, places in runs.items() if len(places) <= _MOST_LINES[len(run)]
        }
        for line, number in whole.items():
            rare[line] = [*(place for place in rare.get(line, ()) if place != (number, 0)), (number, 0)]
        return cls(rare, [len(line) for line in lines])

    def active(self, heard: Sequence[str]) -> Mapping[int, frozenset[int]]:
        """For each block of heard words, the lines that may be tried there."""
        blocks: dict[int, Counter[int]] = defaultdict(Counter)
        for run, at in _runs(heard):
            for line, place in self.runs.get(run, ()):
                first, last = at - place - _REACH, at - place + self.lengths[line] + _REACH
                near = range(max(first, at - 4 * _REACH) // BLOCK, min(last, at + 4 * _REACH) // BLOCK + 1)
                for block in near:
                    blocks[block][line] += len(run)
        return {block: frozenset(line for line, _ in lines.most_common(_ACTIVE)) for block, lines in blocks.items()}


def _runs(words: Line) -> Iterator[tuple[tuple[str, ...], int]]:
    for at in range(len(words)):
        for count in range(1, min(len(_MOST_LINES), len(words) - at) + 1):
            yield tuple(words[at : at + count]), at
