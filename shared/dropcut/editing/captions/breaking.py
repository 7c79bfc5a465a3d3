"""One best division of all that is said into captions: readable, in time, and broken where speakers pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from dropcut.domain.time import Seconds
from dropcut.domain.values import Count, Value
from dropcut.editing.captions.marks import cells
from dropcut.editing.captions.rows import Layout, Space, text_of
from dropcut.editing.captions.units import Unit

FASTEST: Final = 21
"""Cells a second that can be read."""
_SHORTEST: Final = 1000
_LONGEST: Final = 7000
_SILENCE: Final = 800
_AT_ONCE: Final = 40
"""What has no time of its own still stands for one frame."""
_THOUSAND: Final = 1000


class Caption(Value):
    """Some words and when they are shown, in milliseconds of the programme."""

    start: Count
    end: Count
    rows: tuple[str, ...]

    @property
    def pace(self) -> float:
        """Cells a second."""
        return cells(" ".join(self.rows)) * _THOUSAND / max(1, self.end - self.start)


class Group(NamedTuple):
    """The units of one caption, in rows, and when it is shown."""

    rows: tuple[tuple[Unit, ...], ...]
    start: int
    end: int

    @property
    def caption(self) -> Caption:
        """What stands on the screen."""
        return Caption(start=self.start, end=self.end, rows=tuple(text_of(row) for row in self.rows))


def millis(time: Seconds) -> int:
    """The nearest millisecond."""
    return round(time * _THOUSAND)


def grouped(units: Sequence[Unit], end: Seconds, space: Space) -> list[Group]:
    """All units, each once and in order, in captions that never overlap; the last ends by `end` at the latest."""
    return _Said.of(units, end, space).groups() if units else []


@dataclass(frozen=True)
class _Said:
    """All that is said, and when: the start of each unit and then the programme's end, and the end of each unit."""

    layout: Layout
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, units: Sequence[Unit], end: Seconds, space: Space) -> _Said:
        starts = (*(millis(unit.start) for unit in units), millis(end))
        return cls(Layout.of(units, space), starts, tuple(millis(unit.end) for unit in units))

    def groups(self) -> list[Group]:
        best: list[tuple[float, int]] = [(0.0, 0)]
        for last in range(len(self.ends)):
            best.append(min(self._ways(last, best)))
        return list(self._in_order(_cuts(best)))

    def _ways(self, last: int, best: list[tuple[float, int]]) -> Iterator[tuple[float, int]]:
        """What it costs to end a caption with `last`, for each place where it could begin."""
        inside, after = 0.0, self.layout.breaks[last + 1]
        for first in range(last, -1, -1):
            rows = self.layout.cost_of_rows(first, last + 1)
            if rows is None and first < last:
                return
            if first < last:
                inside += self._cost_inside(first)
            cells = self.layout.width(first, last + 1)
            shown = _shown(cells, self.starts[first], self.ends[last], self.starts[last + 1])
            yield best[first][0] + 1 + (rows or 0) / 2 + inside + after + _cost_of_time(cells, shown), first

    def _cost_inside(self, before: int) -> float:
        """What it costs to go on in one caption after the unit `before`: over a silence, or into another line."""
        one, other = self.layout.units[before], self.layout.units[before + 1]
        return 6 * (one.line != other.line) + max(0, self.starts[before + 1] - self.ends[before] - _SILENCE) / 150

    def _in_order(self, cuts: list[tuple[int, int]]) -> Iterator[Group]:
        free = 0
        for first, after in cuts:
            start = max(free, self.starts[first])
            shown = _shown(self.layout.width(first, after), start, self.ends[after - 1], self.starts[after])
            free = start + max(_AT_ONCE, shown)
            yield Group(self.layout.rows(first, after), start, free)


def _shown(cells: int, start: int, spoken: int, limit: int) -> int:
    """For how long: as long as it is said, and into the silence after that as long as it takes to read."""
    needed = max(_SHORTEST, -(-cells * _THOUSAND // FASTEST))
    return max(0, min(limit, max(spoken, start + needed)) - start)


def _cost_of_time(cells: int, shown: int) -> float:
    pace = cells * _THOUSAND / max(_AT_ONCE, shown)
    return max(0.0, pace - FASTEST) * 1.2 + max(0, _SHORTEST - shown) / 100 + max(0, shown - _LONGEST) / 500


def _cuts(best: list[tuple[float, int]]) -> list[tuple[int, int]]:
    """Where each caption begins and ends."""
    bounds = [len(best) - 1]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][1])
    return list(pairwise(reversed(bounds)))
