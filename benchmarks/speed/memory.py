"""How much memory a home's processes take, and whether that grows with what they did.

`python -m benchmarks.speed.memory LENGTH...` does one job after the other, each a group of so many shards, in one home with
one worker, and prints what both processes took after each.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.homes import at_work, done, drops_asking_for, kept_home, said_by
from benchmarks.speed.recipes import MANY
from dropcut.domain.values import Count, Millis, Value
from dropcut.engine.jobs import submit

MODULE = "benchmarks.speed.memory"


class Memory(Value):
    """What two processes took, in KiB, when a job of `length` shards had been done."""

    length: Count
    keeper: Count
    keeper_peak: Count
    worker: Count
    worker_peak: Count


def after_each(lengths: Sequence[int]) -> list[Memory]:
    """Measured in processes of their own, so that nothing done before counts."""
    return [Memory.model_validate_json(line) for line in said_by(MODULE, *lengths)]


def _measure(lengths: Sequence[int]) -> None:
    with drops_asking_for(lengths) as (where, drops), kept_home(where, MANY, 1) as home, at_work(home):
        for drop, length in zip(drops, lengths, strict=True):
            submit(home.workplace.home, drop, Millis(0))
            done(home, drop)
            print(_taken(length).model_dump_json(), flush=True)


def _taken(length: int) -> Memory:
    (worker,) = _children(os.getpid())
    keeper_now, keeper_peak = _resident(os.getpid())
    worker_now, worker_peak = _resident(worker)
    return Memory(length=length, keeper=keeper_now, keeper_peak=keeper_peak, worker=worker_now, worker_peak=worker_peak)


def _children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def _resident(process: int) -> tuple[int, int]:
    """What a process holds in memory now, and what it held at most, in KiB."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(said["VmRSS"].split()[0]), int(said["VmHWM"].split()[0])


if __name__ == "__main__":
    _measure([int(length) for length in sys.argv[1:]])
