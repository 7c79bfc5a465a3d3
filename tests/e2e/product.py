"""The product's own command on a folder, as a program runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from tests.e2e.driving import SOON_S

EXAMPLE = Path(__file__).parents[2] / "examples" / "first-cut"
FOOTAGE = ("script.md", "take1.mp4", "take2.mov", "voice.wav")
PART = ("take2.mov", "voice.wav")
LINES = (
    "Take one sheet of paper, and fold it in half from top to bottom.",
    "Open the hat that you have made, and pull its sides apart.",
    "Bring your boat back dry, and I will see you at the harbor.",
)
"""What can be cut from a part of the footage."""


def lay_a_part(drop: Path) -> None:
    """Make a drop of a part of the example."""
    drop.mkdir(parents=True)
    (drop / "script.txt").write_text("\n".join(LINES))
    for name in PART:
        shutil.copyfile(EXAMPLE / name, drop / name)


@dataclass(frozen=True)
class Ended:
    """How a call ended."""

    code: int
    out: str
    errors: str
    seconds: float

    @property
    def ending(self) -> dict[str, Any]:
        """What `--json` printed."""
        told: dict[str, Any] = json.loads(self.out)
        return told


def dropcut(*arguments: str | Path, limit_s: float = 10 * SOON_S, **environment: str) -> Ended:
    """A whole call, in an environment that says this too."""
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", *map(str, arguments)]
    began = monotonic()
    done = subprocess.run(command, text=True, capture_output=True, check=False, timeout=limit_s, env=os.environ | environment)
    return Ended(done.returncode, done.stdout, done.stderr, monotonic() - began)


def make(folder: Path, *arguments: str | Path, limit_s: float = 10 * SOON_S, **environment: str) -> Ended:
    """A whole `dropcut make`, by one worker."""
    return dropcut("make", folder, "--progress", "none", "--workers", "1", *arguments, limit_s=limit_s, **environment)


def report_of(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "cut" / "report.json").read_text())
    return report
