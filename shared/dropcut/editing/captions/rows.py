"""Rows: where a caption is broken so that it is read at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, starmap
from typing import Final

from dropcut.domain.values import Value
from dropcut.editing.captions.marks import cells
from dropcut.editing.captions.units import Unit

_SENTENCE: Final = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।")
_CLAUSE: Final = (",", ";", ":", "–", "—", "、", "，", "；", "：", "،", "؛")
_QUOTES: Final = "\"'”’»)]」』"
_SMALL_WORDS: Final = """
a an the of to in into on onto at by for from with about over under through and or but nor if as that than is are was were
my your his her its our their not i you he she we they it can will would should could must
le la les un une des de du et ou à der die das den dem ein eine und oder zu el los las una y o en
"""
_LEANS_ON: Final = frozenset(_SMALL_WORDS.split())
"""Words that belong to what comes after them."""
_OPENS: Final = frozenset(
    "that which who when where while because so then que qui quand où weil dass wenn aber porque cuando pero".split()  # noqa: SIM905
)
"""Words that a clause begins with."""
INSIDE_A_WORD: Final = 8.0


class Space(Value):
    """What room a caption has: two rows of so many cells."""

    cells: int = 42


def cost_of_break(before: Unit, after: Unit) -> float:
    """How much it hurts to break here: 0 where a sentence ends."""
    bare = before.text.rstrip(_QUOTES)
    if before.line != after.line or bare.endswith(_SENTENCE):
        return 0.0
    if bare.endswith(_CLAUSE):
        return 0.5
    if not after.spaced:
        return 1.5 if cells(before.text[-1]) > 1 or cells(after.text[0]) > 1 else INSIDE_A_WORD
    if bare.lower() in _LEANS_ON:
        return 4.0
    return 1.2 if after.text.lower() in _LEANS_ON or after.text.lower() in _OPENS else 2.4


def text_of(units: Sequence[Unit]) -> str:
    """As it is read."""
    return "".join(" " * (unit.spaced and number > 0) + unit.text for number, unit in enumerate(units))


@dataclass(frozen=True)
class Layout:
    """All units of a programme, measured once: any run of them, from `first` to before `after`, is laid out fast."""

    units: tuple[Unit, ...]
    space: Space
    reach: tuple[int, ...]
    """How many cells all units before each one take, and last, how many all take."""
    breaks: tuple[float, ...]
    """What it costs to break before each unit; nothing before the first and after the last."""

    @classmethod
    def of(cls, units: Sequence[Unit], space: Space) -> Layout:
        reach = accumulate((unit.cells + unit.spaced for unit in units), initial=0)
        breaks = (0.0, *starmap(cost_of_break, pairwise(units)), 0.0)
        return cls(tuple(units), space, tuple(reach), breaks)

    def width(self, first: int, after: int) -> int:
        """How many cells a run takes on one row."""
        return self.reach[after] - self.reach[first] - self.units[first].spaced

    def cost_of_rows(self, first: int, after: int) -> float | None:
        """How uneven and how badly broken its rows would be at best; None when it does not fit into one caption."""
        if self.width(first, after) <= self.space.cells:
            return 0.0
        best = self._best_half(first, after)
        return best[0] if best else None

    def rows(self, first: int, after: int) -> tuple[tuple[Unit, ...], ...]:
        """The rows, as even and as well broken as can be. What does not fit stands on one row."""
        best = self._best_half(first, after) if self.width(first, after) > self.space.cells else None
        at = best[1] if best else after
        return tuple(row for row in (self.units[first:at], self.units[at:after]) if row)

    def _best_half(self, first: int, after: int) -> tuple[float, int] | None:
        cells = self.space.cells
        return min(((3 * more / cells + self.breaks[at], at) for at, more in self._halves(first, after)), default=None)

    def _halves(self, first: int, after: int) -> Iterator[tuple[int, int]]:
        """Where two rows would both fit, and by how much one is wider."""
        for at in range(first + 1, after):
            upper, lower = self.width(first, at), self.width(at, after)
            if upper > self.space.cells:
                return
            if lower <= self.space.cells:
                yield at, abs(upper - lower)
