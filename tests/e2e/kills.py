"""Killing real processes at random while they work: `python -m tests.e2e.kills --kills 1000 --seed 7`.

A drop is made under `kill -9`, now of one worker, now of the whole tree, which is then started again; a second drop of the same
files is made in peace. Both must end with the same results, and the first may have repeated one unit of work for each
worker that was killed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from json import loads
from pathlib import Path
from random import Random
from signal import SIGKILL
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from dropcut.domain.tasks import Task, TaskState
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.integrity import problems
from tests.e2e.driving import SOON_S, Stage, kill_all, soon

WORKERS = 2
_WORDS = 60
_LONGEST_WAIT_S = 0.2
_WHILE_WORKING = 0.75
_WHOLE_TREE = 0.5


@dataclass(frozen=True)
class Report:
    """What a campaign came to."""

    kills: int
    killed_workers: int
    rounds: int
    rework: int
    seconds: float
    violations: tuple[str, ...]

    def __str__(self) -> str:
        verdict = "; ".join(self.violations) or "all well"
        figures = f"{self.kills} kills ({self.killed_workers} workers), {self.rounds} rounds, {self.rework} units repeated"
        return f"{figures}, {self.seconds:.0f} s: {verdict}"


class Campaign:
    """So many kills on one drop. Rounds of work are added until all kills were done."""

    def __init__(self, folder: Path, kills: int, seed: int) -> None:
        self._killed = Stage(folder / "killed")
        self._spared = Stage(folder / "spared")
        self._kills = kills
        self._left = kills
        self._random = Random(seed)
        self._killed_workers = 0
        self._violations: list[str] = []

    def run(self) -> Report:
        """Kill, let it end, do the same in peace, compare."""
        began, rounds = monotonic(), 0
        while self._left or not rounds:
            rounds += 1
            add_work(self._killed, rounds)
            self._work_off()
        for number in range(1, rounds + 1):
            add_work(self._spared, number)
            self._expect(_make(self._spared).wait() == 0, "in peace it failed too")
        rework = self._compare()
        return Report(self._kills, self._killed_workers, rounds, rework, monotonic() - began, tuple(self._violations))

    def _work_off(self) -> None:
        """Make the drop, killing on the way, until a call ends by itself."""
        code = -SIGKILL
        while code == -SIGKILL:
            process = _make(self._killed)
            while self._left and self._moment_came(process):
                self._left -= 1
                self._kill()
            code = process.wait(timeout=2 * SOON_S)
            self._expect(code in {0, -SIGKILL}, f"a call ended with code {code}")
            soon(self._killed.nobody_is_left)
            self._violations.extend(problems_of(self._killed))

    def _moment_came(self, process: Popen[str]) -> bool:
        """Wait for a moment to kill at, most often while work is under way; False when the call ended before."""
        if self._random.random() < _WHILE_WORKING:
            before = self._killed.side.stat().st_size
            while self._killed.side.stat().st_size == before and process.poll() is None:
                sleep(0.005)
        sleep(self._random.random() * _LONGEST_WAIT_S)
        return process.poll() is None

    def _kill(self) -> None:
        """The whole tree, or one of its workers."""
        workers = self._killed.workers()
        if self._random.random() < _WHOLE_TREE:
            victims = self._killed.processes()
        else:
            victims = set(self._random.sample(sorted(workers), min(1, len(workers))))
        self._killed_workers += len(victims & workers)
        kill_all(victims)

    def _compare(self) -> int:
        """What must be equal; gives how many units of work were repeated."""
        killed, spared = self._killed.executions(), self._spared.executions()
        rework = (killed - spared).total()
        self._expect(rework <= self._killed_workers, f"{rework} units were repeated")
        self._expect(not spared - killed, f"never begun: {spared - killed}")
        self._expect(results(self._killed) == results(self._spared), "the results differ")
        self._expect(self._killed.song == self._spared.song, "the deliveries differ")
        return rework

    def _expect(self, holds: bool, otherwise: str) -> None:  # noqa: FBT001 - what holds is said by its name
        if not holds:
            self._violations.append(otherwise)


def add_work(stage: Stage, number: int) -> None:
    """One more file of words that take a tenth of a second each."""
    stage.write(f"{number:03}.txt", *(f"slow 0.1{number:03}{word:03}" for word in range(_WORDS)))


def results(stage: Stage) -> Counter[tuple[str, str]]:
    """What each done task gave, by content. Every blob that is named there is on the disk, and is what it should be."""
    with closing(Database(_ledger(stage))) as database, database.read() as connection:
        rows = connection.execute("SELECT document FROM task WHERE state = ?", (TaskState.DONE.value,)).fetchall()
    tasks = [Task.load(document) for (document,) in rows]
    return Counter((task.id.step, task.result.digest) for task in tasks if task.result is not None)


def problems_of(stage: Stage) -> Iterator[str]:
    """What is wrong with the ledger, and with the blobs that it names."""
    with closing(Database(_ledger(stage))) as database:
        yield from problems(database)
        with database.read() as connection:
            rows = connection.execute("SELECT document FROM task WHERE state = ?", (TaskState.DONE.value,)).fetchall()
    for (document,) in rows:
        yield from _lost(stage, loads(document)["result"])


def _lost(stage: Stage, value: object) -> Iterator[str]:
    """The blobs named anywhere in a result that are missing or damaged."""
    if isinstance(value, dict) and value.keys() == {"sha256", "size", "path"}:
        file = stage.drop / ".dropcut" / value["path"]
        if not file.exists() or sha256(file.read_bytes()).hexdigest() != value["sha256"]:
            yield f"{value['path']} is missing or damaged"
    elif isinstance(value, dict):
        parts = (loads(part) if name == "inline" and isinstance(part, str) else part for name, part in value.items())
        for part in parts:
            yield from _lost(stage, part)
    elif isinstance(value, list):
        for part in value:
            yield from _lost(stage, part)


def _ledger(stage: Stage) -> Path:
    return stage.drop / ".dropcut" / "ledger.sqlite"


def _make(stage: Stage) -> Popen[str]:
    arguments = ("make", stage.drop, "--progress", "none", "--workers", str(WORKERS))
    return stage.start(*arguments, stdout=DEVNULL, stderr=DEVNULL)


def main() -> None:
    """Run a campaign and print its summary. Ends with 1 on a violation."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        report = Campaign(Path(folder), asked.kills, asked.seed).run()
    print(report)  # noqa: T201 - the summary is the product
    sys.exit(1 if report.violations else 0)


if __name__ == "__main__":
    main()
