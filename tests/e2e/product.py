"""The product's own command on a folder, as a program runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from tests.e2e.driving import SOON_S

EXAMPLE = Path(__file__).parents[2] / "examples" / "first-cut"
FOOTAGE = ("script.md", "take1.mp4", "take2.mov", "voice.wav")


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


def dropcut(*arguments: str | Path, limit_s: float = 3 * SOON_S, **environment: str) -> Ended:
    """A whole call, in an environment that says this too."""
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", *map(str, arguments)]
    began = monotonic()
    done = subprocess.run(command, text=True, capture_output=True, check=False, timeout=limit_s, env=os.environ | environment)
    return Ended(done.returncode, done.stdout, done.stderr, monotonic() - began)


def make(folder: Path, *arguments: str | Path, limit_s: float = 3 * SOON_S, **environment: str) -> Ended:
    """A whole `dropcut make`, by one worker."""
    return dropcut("make", folder, "--progress", "none", "--workers", "1", *arguments, limit_s=limit_s, **environment)


def report_of(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "cut" / "report.json").read_text())
    return report
