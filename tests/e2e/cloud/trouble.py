"""What a home must bear: events that are doubled, late and lost, and processes that die in the middle of their work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from threading import Event, Thread

from tests.e2e.cloud.estate import Estate
from tests.e2e.cloud.post import Mishaps

MISHAPS = Mishaps(copies=3, lost=0.05, late_s=0.6)


FEW_SECONDS = (2.0, 5.0)
_OF_JOBS = 1 / 4


@dataclass
class Killed:
    """How many died."""

    functions: int = 0
    jobs: int = 0


@contextmanager
def killing(home: Estate, chance: Random) -> Iterator[Killed]:
    """Every few seconds while the block lasts, kill one of the processes of functions and jobs."""
    over, killed = Event(), Killed()

    def kill() -> None:
        while not over.wait(chance.uniform(*FEW_SECONDS)):
            _kill_somebody(home, chance, killed)

    thread = Thread(target=kill, daemon=True)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def _kill_somebody(home: Estate, chance: Random, killed: Killed) -> None:
    """One in four times a job's, when any runs: there are fewer of them."""
    jobs = sorted(home.processes.running, key=lambda process: process.pid)
    functions = home.functions.processes
    if jobs and (not functions or chance.random() < _OF_JOBS):
        chance.choice(jobs).kill()
        killed.jobs += 1
    elif functions:
        home.functions.kill(chance.choice(functions))
        killed.functions += 1
