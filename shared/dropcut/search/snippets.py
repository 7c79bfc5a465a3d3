"""A passage, shortened around what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dropcut.search.matching import Run

_LONGEST: Final = 240
_BEFORE: Final = 80
_CUT: Final = "…"

Marks = tuple[tuple[int, int], ...]


def snippet(text: str, runs: Sequence[Run]) -> tuple[str, Marks]:
    """The text, and what of it was found."""
    marks = _joined(runs)
    if len(text) <= _LONGEST:
        return text, marks
    first = _word_start(text, max(0, (marks[0][0] if marks else 0) - _BEFORE))
    last = _word_end(text, min(len(text), first + _LONGEST), first)
    shown = f"{_CUT if first else ''}{text[first:last]}{_CUT if last < len(text) else ''}"
    moved = first - bool(first)
    inside = tuple((start - moved, end - moved) for start, end in marks if first <= start and end <= last)
    return shown, inside


def _joined(runs: Sequence[Run]) -> Marks:
    """None of two overlaps."""
    marks = list[tuple[int, int]]()
    for run in runs:
        if marks and run.start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], run.end))
        else:
            marks.append((run.start, run.end))
    return tuple(marks)


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at, at + _BEFORE // 2)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int, first: int) -> int:
    if at == len(text):
        return at
    space = text.rfind(" ", first + _LONGEST // 2, at)
    return at if space < 0 else space
