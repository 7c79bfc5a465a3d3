"""What a home must bear: events that are doubled, late and lost, and processes that die in the middle of their work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from tests.e2e.cloud.estate import Estate
from tests.e2e.cloud.post import Mishaps, clockwork

MISHAPS = Mishaps(copies=3, lost=0.05, late_s=0.6)


@contextmanager
def killing(home: Estate, chance: Random, every_s: float) -> Iterator[None]:
    """Kill the process of the functions, or one of a job, again and again while the block lasts."""
    with clockwork(lambda: _kill_somebody(home, chance), every_s):
        yield


def _kill_somebody(home: Estate, chance: Random) -> None:
    processes = sorted(home.processes.running, key=lambda process: process.pid)
    if processes and chance.random() < 1 / 2:
        chance.choice(processes).kill()
    else:
        home.functions.kill()
