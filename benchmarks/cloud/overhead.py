"""What a task costs beside its work: from being asked for to its start, and from one task's end to the next one's start.

The quick pipeline of the end-to-end tests, whose steps take hardly any time, over real functions, job processes and emulators;
the moments are those of the commits that record a task, claim it and finish it, as they pass on the wire. Messages are pulled
from the emulator every 50 ms and posted to the functions, as `tests/e2e/cloud/post.py` does in Pub/Sub's place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.cloud.traffic import Traffic, Written, counting
from benchmarks.tables import ms, percentile, table
from dropcut.domain.catalog import Catalog
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import Plan, estate
from tests.e2e.cloud.pipeline import QUICK

_SONG = JobId.parse("ann/a song")
_VERSES, _WORDS = 6, 4
_WITHIN_S = 300


def overhead() -> str:
    """By where a task runs."""
    traffic, catalog = _sung(), QUICK.load_catalog()
    lives = [life for life in _lives(traffic.writes) if life.step in catalog]
    rows = []
    for runs in ("function", "gpu_job"):
        waits = [life.began - life.asked for life in lives if catalog[life.step].runs == runs]
        gaps = list(_gaps(lives, runs, catalog))
        rows.append((f"asked for to started, {runs}", len(waits), *_spread(waits)))
        rows.append((f"end to next start, {runs}", len(gaps), *_spread(gaps)))
    return table(("a task", "measured", "median", "90th percentile", "fastest"), rows)


class _Life:
    """The moments of one task."""

    def __init__(self, path: str, writes: Sequence[Written]) -> None:
        self.step = path.split("~")[1]
        self.asked = next(write.at for write in writes if write.state == "queued")
        self.began = next(write.at for write in writes if write.state == "running")
        self.ended = next(write.at for write in writes if write.state == "done")


def _sung() -> Traffic:
    traffic = Traffic()
    plan = Plan(pipeline=QUICK, patience_s=60, way=partial(counting, traffic))
    with TemporaryDirectory(prefix="dropcut-bench-") as place, estate(Path(place), plan) as home:
        files = {f"verse{verse}.txt": Path(place, f"verse{verse}.txt") for verse in range(_VERSES)}
        for name, file in files.items():
            file.write_text("".join(f"{name} {word}\n" for word in range(_WORDS)))
        home.upload(_SONG, files)
        home.wait(_SONG, _WITHIN_S)
    return traffic


def _lives(writes: Sequence[Written]) -> Iterator[_Life]:
    by_path = defaultdict[str, list[Written]](list)
    for write in writes:
        if write.path.startswith("tasks/"):
            by_path[write.path].append(write)
    return (_Life(path, of_one) for path, of_one in by_path.items())


def _gaps(lives: Sequence[_Life], runs: str, catalog: Catalog) -> Iterator[float]:
    """From each end to the first start of what was asked for after it, and before the next end."""
    firsts: dict[float, float] = {}
    for life in lives:
        before = max((other.ended for other in lives if other.ended < life.asked), default=None)
        if before is not None and catalog[life.step].runs == runs:
            firsts[before] = min(life.began, firsts.get(before, life.began))
    return (began - ended for ended, began in firsts.items())


def _spread(seconds: Sequence[float]) -> tuple[str, str, str]:
    return (ms(median(seconds)), ms(percentile(seconds, 0.9)), ms(min(seconds))) if seconds else ("", "", "")
