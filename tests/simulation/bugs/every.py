"""Every planted mistake, and how they are hunted: each in a process of its own that imports the copy with the mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulation.bugs.in_adapters import IN_ADAPTERS
from tests.simulation.bugs.in_engine import IN_ENGINE
from tests.simulation.bugs.in_rules import IN_RULES
from tests.simulation.bugs.once_ours import ONCE_OURS
from tests.simulation.bugs.planting import Bug, planted

EVERY: tuple[Bug, ...] = (*IN_RULES, *IN_ENGINE, *IN_ADAPTERS, *ONCE_OURS)
WITHIN = 1_000
"""How many seeds the simulation may need to find any of them."""
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Hunt:
    """What a hunt came to: the seed that found it and what it saw, if any did."""

    seed: int | None
    saw: str
    seconds: float


def hunt(mistake: Bug) -> Hunt:
    """Plant a mistake and look for it."""
    with TemporaryDirectory() as name:
        folder = planted(mistake, Path(name))
        environment = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "tests.simulation.bugs", str(folder), str(WITHIN)]
        ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{mistake.name}: the hunt itself stopped: {ended.stderr[-2000:]}")
    answer = json.loads(ended.stdout.splitlines()[-1])
    seed, saw = answer["found"] or (None, "nothing")
    return Hunt(seed, saw, answer["seconds"])
