"""Edits of one line, as a person makes them: in the script, and in the paper edit that lies beside the cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.whole.filming import SCRIPT
from benchmarks.whole.shooting import OPENING, Shooting, reworded

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """What is done, and the script afterwards."""

    name: str
    lines: Lines
    swapped: int | None = None
    """The line, numbered from 1, that takes its best other take."""

    def make(self, folder: Path) -> None:
        """Write it into the drop."""
        if self.swapped is None:
            (folder / SCRIPT).write_text("".join(f"{line}\n" for line in self.lines))
        else:
            review = folder / "cut" / "review.md"
            review.write_text(_with_other_take(review.read_text(), self.swapped))


def edits(shot: Shooting, report: dict[str, Any]) -> tuple[Edit, ...]:
    """Five of them, each in another part of the script."""
    lines, said = shot.lines, _chosen(report)
    deleted = _near(len(lines) // 2, said - {shot.reworded})
    moved = _near(len(lines) * 3 // 4, said - {shot.reworded, deleted})
    return (
        Edit("insert a first line", (OPENING, *lines)),
        Edit("reword one", _each(lines, lambda at, line: [reworded(line)] if at == shot.reworded else [line])),
        Edit("delete one", _each(lines, lambda at, line: [] if at == deleted else [line])),
        Edit("move one to the front", (lines[moved], *_each(lines, lambda at, line: [] if at == moved else [line]))),
        Edit("swap a take", lines, _with_good_alternate(report)),
    )


def _chosen(report: dict[str, Any]) -> frozenset[int]:
    return frozenset(line["number"] - 1 for line in report["lines"] if line["pieces"])


def _near(place: int, among: frozenset[int]) -> int:
    return min(among, key=lambda at: (abs(at - place), at))


def _each(lines: Lines, become: Callable[[int, str], Sequence[str]]) -> Lines:
    return tuple(new for at, line in enumerate(lines) for new in become(at, line))


def _with_good_alternate(report: dict[str, Any]) -> int:
    """The line whose best other take is the best of all."""
    best = max((line for line in report["lines"] if line["alternates"]), key=lambda line: line["alternates"][0]["score"])
    return int(best["number"])


def _with_other_take(page: str, number: int) -> str:
    start = page.index(f"### Line {number} ")
    return page[:start] + page[start:].replace("- take: A", "- take: B", 1)
