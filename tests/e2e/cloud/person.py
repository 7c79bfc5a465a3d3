"""Somebody at a machine of their own, who types `dropcut` commands about a home of the cloud."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.e2e.cloud.places import ROOT
from tests.e2e.product import Ended

_COMMAND = (sys.executable, "-P", "-c", "from dropcut.local.cli import main; main()")


class Person:
    """Knows where the emulators are, and nothing else of the home: that is told by its inbox."""

    def __init__(self, place: Path, environment: Mapping[str, str]) -> None:
        emulators = {name: value for name, value in environment.items() if name.endswith("_EMULATOR_HOST")}
        place.mkdir(parents=True, exist_ok=True)
        self.place = place
        self.environment = {**os.environ, **emulators, "HOME": str(place), "PYTHONPATH": str(ROOT)}

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Begin a command."""
        command = [*_COMMAND, *map(str, arguments)]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def types(self, *arguments: str | Path, limit_s: float = 120) -> Ended:
        """A whole command."""
        process = self.start(*arguments)
        out, errors = process.communicate(timeout=limit_s)
        return Ended(process.returncode, out, errors, 0.0)
