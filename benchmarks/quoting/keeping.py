"""What was learned and measured so far, so that a long measurement can go in portions."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.quoting.running import Compared


class Kept:
    """A folder. The calibration stays as it was made."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.money = folder / "money.sqlite"
        self._measured = folder / "compared.jsonl"

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
