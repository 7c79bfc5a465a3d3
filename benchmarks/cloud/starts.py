"""How soon functions answer.

Each runs as it is deployed, under functions-framework in a process of its own, its modules compiled as in an image (else
each start compiles ours: a sixth more), over the emulators of this machine. Cold is from the start of the process to its first
answer; the CPU time is that of all its processes until then, which other work on the machine does not move. `nothing` is an
event that belongs to no drop: clients and the table of steps are made. `a job` is a drop that was never seen: its folder is
listed, it is recorded, its first message is sent. Warm is `nothing` again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from uuid import uuid4

from benchmarks.tables import middle, ms, percentile, table
from tests.entry_points.deployed import Deployment, Served

_ROUNDS, _ASKED = 5, 60
_JSON = {"Content-Type": "application/json", "ce-type": "google.cloud.storage.object.v1.finalized"}
_TICKS = os.sysconf("SC_CLK_TCK")

Post = Callable[[Deployment, Served], int]


def starts() -> str:
    """Cold and warm answers."""
    with TemporaryDirectory(prefix="dropcut-bench-") as place:
        deployment = Deployment(Path(place), PYTHONPYCACHEPREFIX=f"{place}/compiled", PYTHONDONTWRITEBYTECODE="")
        rows = [_row(deployment, name, asked, post) for name, asked, post in _asked()]
        deployment.close()
    return table(("function", "first asked", "cold, wall s", "cold, CPU s", "warm", "99th percentile"), rows)


def _asked() -> Iterator[tuple[str, str, Post]]:
    for name in ("advance", "sweep", "script", "align", "transcribe"):
        yield name, "nothing", _nothing
    yield "advance", "a job", _new_job


def _row(deployment: Deployment, name: str, asked: str, post: Post) -> tuple[str, ...]:
    cold, busy, warm = list[float](), list[float](), list[float]()
    with deployment.function(name) as function:  # which compiles
        post(deployment, function)
    for _ in range(_ROUNDS):
        began = monotonic()
        with deployment.function(name) as function:
            post(deployment, function)
            cold.append(monotonic() - began)
            busy.append(_cpu_s(function.group))
            warm += [_timed(deployment, function) for _ in range(_ASKED)]
    return name, asked, middle(cold, 2), middle(busy, 2), ms(percentile(warm, 0.5)), ms(percentile(warm, 0.99))


def _timed(deployment: Deployment, function: Served) -> float:
    began = monotonic()
    _nothing(deployment, function)
    return monotonic() - began


def _nothing(deployment: Deployment, function: Served) -> int:
    """An object beside all drops."""
    return function.post(f'{{"bucket": "{deployment.inbox.name}", "name": "readme.txt"}}'.encode(), _JSON)


def _new_job(deployment: Deployment, function: Served) -> int:
    name = f"inbox/ann/{uuid4().hex[:8]}/script.md"
    deployment.inbox.put(name, b"Hello.\n", {})
    return function.post(f'{{"bucket": "{deployment.inbox.name}", "name": "{name}"}}'.encode(), _JSON)


def _cpu_s(group: int) -> float:
    """What all processes of a group have used, and those of their children that ended."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[2]) == group:
            used += sum(map(int, fields[11:15]))
    return used / _TICKS
