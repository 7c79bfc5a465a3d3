"""The example, cut by the command: new, again, and with another last line."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.product import EXAMPLE, FOOTAGE, make
from tests.pace import worked

LONGER, SHORTER = "Bring your boat back dry, and I will see you at the harbor.", "Bring your boat back dry."


class Story:
    """What came of the three calls. Nobody writes into it."""

    def __init__(self, place: Path) -> None:
        self.drop, self.first, self.told = place / "a paper boat", place / "first" / "a paper boat", place / "told.json"

    @property
    def first_cut(self) -> Path:
        """What the first call delivered."""
        return self.first / "cut"

    @classmethod
    def once(cls, place: Path) -> Story:
        """Told once a run, for whichever worker asks first."""
        story = cls(place)
        with alone(place.with_suffix(".lock")):
            if not story.told.exists():
                story.happen()
        return story

    def happen(self) -> None:
        self.drop.mkdir(parents=True)
        for name in FOOTAGE:
            shutil.copyfile(EXAMPLE / name, self.drop / name)
        calls = [self._call()]
        shutil.copytree(self.drop, self.first)
        calls.append(self._call())
        script = self.drop / "script.md"
        script.write_text(script.read_text().replace(LONGER, SHORTER))
        calls.append(self._call())
        self.told.write_text(json.dumps(calls))

    def _call(self) -> dict[str, Any]:
        done, seconds = worked(lambda: make(self.drop, "--json"))
        return {"code": done.code, "errors": done.errors, "ending": done.ending, "worked_s": seconds}

    def call(self, number: int) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.told.read_text())[number]
        assert told["code"] == 0, told
        return told

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.first_cut / "report.json").read_text())
        return report

    @property
    def edited(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.drop / "cut" / "report.json").read_text())
        return report


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Of all workers of this run."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
