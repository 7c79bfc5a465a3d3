"""Asking for a quote and then making the drop, by the installed command, with what was learned kept apart from the user's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

from benchmarks.quoting.others import Others
from benchmarks.quoting.speed import Speed

_LONGEST_S: Final = 1800


@dataclass(frozen=True)
class Compared:
    """One drop: what was said, and what it took."""

    name: str
    footage_s: float
    cut_s: float
    quoted_s: float
    low_s: float
    high_s: float
    took_s: float
    quoted_work_s: float
    worked_s: float
    asking_s: float
    steps: dict[str, tuple[float, float]]
    """For each step, the work that was quoted and done."""
    others: float
    """Which share of the machine others had while it was made."""
    slower: float = 1.0
    """How many times slower the machine itself was than while it calibrated."""

    @property
    def off(self) -> float:
        """How much longer it took than was said, as a share."""
        return self.took_s / self.quoted_s - 1

    @property
    def off_alike(self) -> float:
        """The same had the machine been as fast as while it calibrated."""
        return self.took_s / self.slower / self.quoted_s - 1

    @property
    def work_off(self) -> float:
        """The same of work."""
        return self.worked_s / self.quoted_work_s - 1


@dataclass(frozen=True)
class Calibrated:
    """What else was so while it calibrated."""

    others: float
    """Which share of the machine others had."""
    piece_s: float
    """How fast it was itself: see `Speed`."""


class Bench:
    """What was learned lies in `money`, as DROPCUT_MONEY tells the command."""

    def __init__(self, command: str, money: Path) -> None:
        self._command = command
        self._money = money
        self._environment = {**os.environ, "DROPCUT_MONEY": str(money)}

    def quote(self, folder: Path) -> dict[str, Any]:
        """What is said before."""
        return self._told("quote", str(folder), "--json")

    def make(self, folder: Path) -> dict[str, Any]:
        """Make it; gives what the report tells of costs, and how long it took."""
        ending = self._told("make", str(folder), "--json", "--progress", "none")
        report = json.loads((folder / "cut" / "report.json").read_text())
        return {"milliseconds": ending["milliseconds"], "cost": report["cost"], "duration": report["duration"]}

    def calibrated(self, folder: Path) -> Calibrated:
        """Make the first drop, from which all is learned."""
        for beside in self._money.parent.glob(f"{self._money.name}*"):
            beside.unlink()
        others, speed = Others(), Speed()
        self.make(folder)
        return Calibrated(others.share(), speed.piece_s())

    def compared(self, name: str, footage_s: float, folder: Path, piece_s: float) -> Compared:
        """Quote, make, and forget what was learned of it: every drop is quoted after one calibration run."""
        kept = self._money.with_suffix(".kept")
        shutil.copy(self._money, kept)
        began = monotonic()
        quote = self.quote(folder)
        asking = monotonic() - began
        others, speed = Others(), Speed()
        made = self.make(folder)
        share, slower = others.share(), speed.piece_s() / piece_s
        for beside in self._money.parent.glob(f"{self._money.name}*"):
            beside.unlink()
        kept.replace(self._money)
        worked = {step: cost["seconds"] for step, cost in made["cost"]["by_step"].items()}
        quoted = {step["step"]: step["seconds"]["likely"] for step in quote["steps"]}
        return Compared(
            name=name,
            footage_s=footage_s,
            cut_s=made["duration"],
            quoted_s=quote["elapsed"]["likely"],
            low_s=quote["elapsed"]["low"],
            high_s=quote["elapsed"]["high"],
            took_s=made["milliseconds"] / 1000,
            quoted_work_s=sum(quoted.get(step, 0) for step in worked),
            worked_s=sum(worked.values()),
            asking_s=asking,
            steps={step: (quoted.get(step, 0.0), worked.get(step, 0.0)) for step in dict.fromkeys((*quoted, *worked))},
            others=share,
            slower=slower,
        )

    def _told(self, *arguments: str) -> dict[str, Any]:
        done = subprocess.run(
            (self._command, *arguments), capture_output=True, text=True, check=False, timeout=_LONGEST_S, env=self._environment
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}{done.stdout}")
        told: dict[str, Any] = json.loads(done.stdout)
        return told
