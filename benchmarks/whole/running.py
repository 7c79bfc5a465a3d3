"""Running `dropcut make` on the drop, and what it cost by step: counts as the report has them, seconds as the log tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any, Final

from benchmarks.cutting.making import make

_WORK: Final = "work done"


@dataclass(frozen=True)
class Tasks:
    """Of one step."""

    run: int = 0
    reused: int = 0
    seconds: float = 0.0
    """Of work, those of all workers together; work of less than a tenth of a second is not told."""


@dataclass(frozen=True)
class Ran:
    """One call."""

    seconds: float
    """By the clock on the wall."""
    cpu: float
    """Of all processes together, in seconds: what else the machine does matters little for it."""
    steps: dict[str, Tasks]
    report: dict[str, Any]
    cut: Path

    def of(self, step: str) -> Tasks:
        """A step that nobody asked for did nothing."""
        return self.steps.get(step, Tasks())


def ran(folder: Path, typed: Sequence[str]) -> Ran:
    """`typed`: the command, and what stands after the folder. Raises RuntimeError where nothing was made."""
    log = folder / ".dropcut" / "log" / "dropcut.jsonl"
    told = log.stat().st_size if log.exists() else 0
    before = cpu_s()
    made = make(folder, typed)
    if made.cut is None:
        raise RuntimeError(f"nothing was made: {made.message}")
    report = json.loads((folder / "cut" / "report.json").read_bytes())
    return Ran(made.seconds, cpu_s() - before, _steps(report["tasks"]["by_step"], list(_work(log, told))), report, made.cut)


def cpu_s() -> float:
    """Of every program that was started from here and has ended, with those that it started."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _work(log: Path, after: int) -> Iterator[tuple[str, float]]:
    with log.open("rb") as lines:
        lines.seek(after)
        for line in map(json.loads, lines):
            if line["event"] == _WORK:
                yield line["step"], line["millis"] / 1000


def _steps(counted: dict[str, dict[str, int]], work: Sequence[tuple[str, float]]) -> dict[str, Tasks]:
    names = dict.fromkeys([*counted, *(step for step, _ in work)])
    return {
        name: Tasks(**counted.get(name, {}), seconds=sum(seconds for step, seconds in work if step == name)) for name in names
    }
