"""What was learned and measured so far, so that a long measurement can go in portions."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.quoting.running import Calibrated, Compared


class Kept:
    """A folder. The calibration stays as it was made."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.money = folder / "money.sqlite"
        self._measured = folder / "compared.jsonl"
        self._calibrated = folder / "calibrated.json"

    def calibrate(self, told: Calibrated) -> None:
        """All that follows is quoted by what was learned then."""
        self._calibrated.write_text(json.dumps(asdict(told)))

    @property
    def calibrated(self) -> Calibrated | None:
        """How it was then."""
        return Calibrated(**json.loads(self._calibrated.read_text())) if self._calibrated.exists() else None

    def keep(self, one: Compared) -> None:
        """Another drop."""
        with self._measured.open("a") as file:
            file.write(f"{json.dumps(asdict(one))}\n")

    def compared(self) -> dict[str, Compared]:
        """By name."""
        if not self._measured.exists():
            return {}
        told = map(json.loads, self._measured.read_text().splitlines())
        return {one["name"]: Compared(**one) for one in told}
