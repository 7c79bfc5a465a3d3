"""Running the installed command as a person does, and keeping what it said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from benchmarks.cutting.reports import Report, reported

_LONGEST_S: Final = 1800.0
_BAD_INPUT: Final = 3


@dataclass(frozen=True)
class Made:
    """How one `dropcut make` ended."""

    exit_code: int
    message: str
    seconds: float
    report: Report | None
    cut: Path | None


def make(folder: Path, typed: Sequence[str]) -> Made:
    """`typed`: the command, and what stands after the folder.

    Raises RuntimeError, with what was said, when the command was used wrongly or broke.
    """
    cut = folder / "cut"
    began = monotonic()
    command = (typed[0], "make", str(folder), "--json", "--progress", "none", *typed[1:])
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST_S)
    seconds = monotonic() - began
    if done.returncode not in {0, _BAD_INPUT}:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}{done.stdout}")
    report = cut / "report.json"
    told = reported(report.read_bytes()) if done.returncode == 0 else None
    ending = json.loads(done.stdout)
    message = " ".join([*(str(problem["message"]) for problem in ending.get("problems", ())), str(ending["message"])])
    return Made(done.returncode, message, seconds, told, next(cut.glob("cut.m*"), None) if told else None)


def installed() -> str:
    """The command beside this Python, or wherever the shell finds it. Raises FileNotFoundError."""
    beside = Path(sys.executable).with_name("dropcut")
    found = str(beside) if beside.exists() else shutil.which("dropcut")
    if found is None:
        raise FileNotFoundError("dropcut is not installed: run make install")
    return found
