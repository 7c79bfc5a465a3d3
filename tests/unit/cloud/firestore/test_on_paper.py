"""The real engine on the real ledger: it does what it does on the one in memory, for about what was counted on paper."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import structlog

from benchmarks.on_paper.cloud import Paper, Setting
from benchmarks.on_paper.counting import Kind, Tally
from benchmarks.on_paper.hour import Sizes
from dropcut.domain.values import Instant, Millis
from dropcut.ports.ledger import Ledger
from tests.unit.cloud.firestore.bench import Bench, Wire

_NOTED = "Ledger.update_job"
_FEW = 4
SHORT = Setting(clips=2, sizes=Sizes(groups=3, segments=8, chunks=16), workers=10, beat=Millis(60_000))
WRITES = (Kind.WRITE, Kind.DELETE)


@pytest.fixture(autouse=True)
def _silence() -> Iterator[None]:
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    yield
    structlog.configure(wrapper_class=before)


def billed(paper: Paper, tally: Tally) -> tuple[int, int]:
    """Reads and writes on paper, sweeps included; without reads of jobs, as whoever waits for the end reads them too."""
    whole = tally.total() + paper.sweeps.total()
    jobs = sum(each.by_collection["jobs", Kind.READ] for each in (tally, paper.sweeps))
    return whole[Kind.READ] - jobs, sum(whole[kind] for kind in WRITES)


def test_a_job_runs_as_in_memory_for_what_was_counted_on_paper(home: Bench) -> None:
    wires: list[Wire] = []

    def on_firestore(clock: Callable[[], Instant]) -> Ledger:
        ledger, wire = home.watched(clock)
        wires.append(wire)
        return ledger

    paper, real = Paper(SHORT), Paper(SHORT, on_firestore)
    counted, done = paper.first_run(), real.first_run()
    assert _but_notes(done.calls) == _but_notes(counted.calls)
    assert abs(done.calls[_NOTED] - counted.calls[_NOTED]) < _FEW
    reads, writes = billed(paper, counted)
    (wire,) = wires
    assert wire.reads - wire.reads_of["jobs"] < 1.05 * reads
    assert wire.writes.total() < 0.95 * writes
    assert max(busiest(wire, collection) for collection in ("jobs", "turns", "wakes", "groups")) < 60


def _but_notes(calls: Counter[str]) -> Counter[str]:
    """What a job cost so far is noted when it has changed: how often that is depends on how long tasks take."""
    return Counter({name: count for name, count in calls.items() if name != _NOTED})


def busiest(wire: Wire, collection: str) -> int:
    return max(count for path, count in wire.writes.items() if path.startswith(collection))
