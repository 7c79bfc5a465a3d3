"""Running the real command as a person or a program does, and looking at what its processes did."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from dropcut.local.sqlite.connection import Database
from tests.e2e.pipeline import SIDE

ROOT = Path(__file__).parents[2]
SOON_S = 60.0
"""Ample on a busy machine; nothing here takes it unless something is wrong."""


class Stage:
    """A drop called `song`, a side file that steps write to, and the command over the tests' own pipeline."""

    module = "tests.e2e.command"

    def __init__(self, folder: Path) -> None:
        self.drop = folder / "song"
        self.drop.mkdir(parents=True, exist_ok=True)
        self.side = folder / "side.txt"
        self.side.touch()

    def write(self, name: str, *words: str) -> Path:
        """A file of the drop, a word a line."""
        file = self.drop / name
        file.write_text("".join(f"{word}\n" for word in words))
        return file

    def start(self, *arguments: str | Path, **named: Any) -> subprocess.Popen[str]:
        """Begin a command."""
        command = [sys.executable, "-P", "-m", self.module, *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | named
        return subprocess.Popen(command, env=self.environment, text=True, **streams)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """A whole command."""
        process = self.start(*arguments)
        out, errors = process.communicate(timeout=2 * SOON_S)
        return subprocess.CompletedProcess(process.args, process.returncode, out, errors)

    def make(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """A whole `dropcut make` of the drop, by one worker unless asked otherwise: most tests need no more."""
        return self.run("make", self.drop, "--workers", "1", *arguments)

    def ending(self, *arguments: str | Path) -> dict[str, Any]:
        """How a whole `dropcut make` of the drop says that it ended."""
        done: dict[str, Any] = json.loads(self.make("--json", "--progress", "none", *arguments).stdout)
        return done

    @property
    def environment(self) -> dict[str, str]:
        """Of every process of this stage, and of no other."""
        return {**os.environ, SIDE: str(self.side), "PYTHONPATH": str(ROOT), "HOME": str(self.side.parent)}

    @property
    def song(self) -> str:
        """What was delivered."""
        return (self.drop / "cut" / "song.txt").read_text()

    def executions(self) -> Counter[str]:
        """How often each step began, by `step about`."""
        return Counter(self.side.read_text().splitlines())

    def finished(self, step: str) -> int:
        """How many tasks of a step are done, as the ledger has it."""
        with closing(Database(self.drop / ".dropcut" / "ledger.sqlite")) as database, database.read() as connection:
            return int(connection.execute("SELECT count(*) FROM task WHERE step = ? AND state = 'done'", (step,)).fetchone()[0])

    def processes(self) -> set[int]:
        """Every living process of this stage: what knows its side file, by its environment or (ffmpeg) by its arguments."""
        mark = str(self.side).encode()
        return {number for number in _numbers() if mark in _read(number, "environ") + _read(number, "cmdline")}

    def films(self) -> set[int]:
        """Every living ffmpeg of this stage."""
        return {number for number in self.processes() if b"ffmpeg" in _read(number, "cmdline").split(b"\0")[0]}

    def workers(self) -> set[int]:
        """Every living worker process of this stage."""
        return {number for number in self.processes() if b"dropcut.local.worker" in _read(number, "cmdline")}

    def nobody_is_left(self) -> bool:
        """Whether all processes of this stage are gone."""
        return not self.processes()


def soon(true: Callable[[], object], within_s: float = SOON_S) -> float:
    """Wait until something holds; gives how long that took."""
    began = monotonic()
    while not true():
        assert monotonic() - began < within_s, f"not within {within_s} s"
        sleep(0.02)
    return monotonic() - began


def ended(process: subprocess.Popen[str], within_s: float = SOON_S) -> tuple[int, str, str]:
    """The exit code and what was said, once a process has ended."""
    out, errors = process.communicate(timeout=within_s)
    return process.returncode, out, errors


def kill_all(numbers: set[int]) -> None:
    """`kill -9` of processes, all at once."""
    for number in numbers:
        _kill(number)


def _kill(number: int) -> None:
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return


def _numbers() -> Iterator[int]:
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return (number for number in numbers if b"Z" not in _state(number))


def _state(number: int) -> bytes:
    return _read(number, "stat").rpartition(b")")[2][:3]


def _read(number: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{number}/{what}").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""
