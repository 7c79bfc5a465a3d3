"""The engine's speed on this machine, as tables: `make bench`, or `python -m benchmarks.engine [PART ...]`.

How it is measured. Everything runs on the real home: its SQLite file, its worker processes, its threads, in a temporary
folder of the system. Steps do nothing, so that only the engine is timed. Each figure is the median of several rounds, with
the lowest and the highest round behind it, or a percentile of many repeats. The disk's own limits are measured in the same
minute, because a durable change can be no faster than they are. "In memory" is the same code on a file system in memory,
where a sync costs nothing: the difference is the disk's share.
"""

from __future__ import annotations

import logging
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import sqlite_version
from statistics import median
from tempfile import TemporaryDirectory

import structlog

from benchmarks.speed import advancing, durable_step, end_to_end, latency, limits, memory
from benchmarks.speed.homes import MEMORY
from benchmarks.tables import middle, ms, percentile, table
from dropcut.local.wiring import cores

ROUNDS = 3
_STEPS = 1_000
_TASKS = 10_000
_LENGTHS = (10, 1_000, 10_000)
_MIB = 1_024
_SPREAD = ("median", "99th percentile")


def disk() -> str:
    """What the disk allows."""
    with TemporaryDirectory(prefix="dropcut-bench-") as folder:
        syncs, commits = limits.fsyncs(Path(folder), _STEPS), limits.commits(Path(folder), _STEPS)
    rows = [("a page appended and synced", *_spread(syncs)), ("a SQLite commit of one row, synced", *_spread(commits))]
    return table(("the disk's limit", *_SPREAD), rows)


def step() -> str:
    """An empty durable step."""
    rows = [
        ("asked for, claimed, run, finished (target: 1 ms, 10 ms)", _rounds(lambda: durable_step.on_files(_STEPS))),
        ("the same with its message sent, received, acknowledged", _rounds(lambda: durable_step.through_the_queue(_STEPS))),
        ("without the message, in memory: no disk", _rounds(lambda: durable_step.on_files(_STEPS, MEMORY))),
        ("over the ledger of dictionaries: no SQL either", _rounds(lambda: durable_step.without_a_store(_STEPS))),
    ]
    return table(("an empty step", *_SPREAD), [(what, *_spread(taken)) for what, taken in rows])


def tasks() -> str:
    """Many tasks end to end, each round beside what the disk allowed just then: two commits a task, one after the other."""
    rows = []
    for workers in sorted({1, cores()}):
        runs, allowed = zip(*((end_to_end.run(_TASKS, workers), _two_commits_a_task()) for _ in range(ROUNDS)), strict=True)
        whole, steady = middle([run.whole_rate for run in runs]), middle([run.steady_rate for run in runs])
        rows.append((workers, f"{_TASKS:,}", whole, steady, middle(allowed)))
    head = ("workers", "tasks", "tasks/s, start and end included", "tasks/s while all work (target: 1,000)", "the disk's limit")
    return table(head, rows)


def _two_commits_a_task() -> float:
    """Tasks a second, if nothing but a claim's and a finish's commit took time."""
    with TemporaryDirectory(prefix="dropcut-bench-") as folder:
        return 0.5 / median(limits.commits(Path(folder), _STEPS))


def advance() -> str:
    """Looking at a job with a large group."""
    rows = []
    for shards in _LENGTHS:
        rounds = [advancing.group_of(shards) for _ in range(ROUNDS)]
        looks = [look for group in rounds for look in group.looks]
        first, last = median(group.first for group in rounds), median(group.last for group in rounds)
        rows.append((f"{shards:,}", *_spread(looks), ms(first), _each(first, shards), ms(last), _each(last, shards)))
    head = ("shards", "a look in flight", "99th percentile", "the first look", "a shard", "the gathering look", "a shard")
    return table(head, rows)


def room() -> str:
    """Memory."""
    long, many = [memory.after_each([length])[-1] for length in _LENGTHS], memory.after_each([1_000] * 50)
    rows = [(f"one job of {took.length:,} shards", *_mib(took)) for took in long]
    rows += [(f"after {number * 1_000:,} tasks, in jobs of 1,000", *_mib(many[number - 1])) for number in (1, 10, 50)]
    return table(("done", "keeper", "its peak", "worker", "its peak"), rows)


def waits() -> str:
    """Latency on an idle home."""
    waited = latency.waits(jobs=50, links=100)
    rows = [
        ("from a job's submission to its first step", *_spread(waited.submission)),
        ("from a task's end to the next one's step", *_spread(waited.end)),
    ]
    return table(("an idle home", *_SPREAD), rows)


PARTS: dict[str, Callable[[], str]] = {part.__name__: part for part in (disk, step, tasks, advance, room, waits)}


def main() -> None:
    """Print the parts that were asked for, or all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(__doc__)
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}\n")
    for name in sys.argv[1:] or PARTS:
        print(f"{PARTS[name]()}\n", flush=True)


def _machine() -> str:
    return f"{cores()} cores of {_processor()}, Python {platform.python_version()}, SQLite {sqlite_version}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _rounds(measure: Callable[[], list[float]]) -> list[float]:
    return [taken for _ in range(ROUNDS) for taken in measure()]


def _spread(seconds: list[float]) -> tuple[str, str]:
    return ms(median(seconds)), ms(percentile(seconds, 0.99))


def _each(seconds: float, count: int) -> str:
    return ms(seconds / count)


def _mib(took: memory.Memory) -> tuple[str, ...]:
    return tuple(f"{kib / _MIB:.1f} MiB" for kib in (took.keeper, took.keeper_peak, took.worker, took.worker_peak))


if __name__ == "__main__":
    main()
