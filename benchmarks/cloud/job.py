"""What one job asks of Google Cloud, counted on the wires of a whole home, beside what paper says of the same job.

`examples/first-cut` is dropped into the bucket of a home of real processes (see `tests/e2e/cloud`); every request to Firestore,
Pub/Sub and Cloud Storage passes something that counts it. The paper is the same engine, recipe and steps over ports in memory,
whose calls are billed as `benchmarks/on_paper` bills them. Sweeps come every 15 s in the one, and not at all in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from benchmarks.cloud.traffic import Traffic, counting
from benchmarks.on_paper.counting import Counted, Kind, Tally
from benchmarks.on_paper.ledger_costs import LedgerCosts
from benchmarks.on_paper.other_costs import BlobsCosts, DispatchCosts, FolderCosts
from benchmarks.on_paper.prices import price
from benchmarks.tables import table
from dropcut.catalog import CATALOG
from dropcut.cloud.scratch import empty_folder
from dropcut.cloud.wiring import BEAT, found_programs
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis
from dropcut.engine.advance import advance
from dropcut.engine.clock import SystemClock
from dropcut.engine.home import Home
from dropcut.engine.jobs import submit
from dropcut.engine.keeping import Keeper
from dropcut.engine.run_task import run_task
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.dispatch import MemoryDispatch
from dropcut.local.memory.folder import MemoryFolder
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.ports.blobs import Blobs
from dropcut.ports.dispatch import Advance, Dispatch
from dropcut.ports.folder import Folder
from dropcut.ports.ledger import Ledger
from dropcut.recipe import make_video
from tests.e2e.cloud.estate import Plan, estate
from tests.e2e.product import EXAMPLE, FOOTAGE

DROP = JobId.parse("ann/a paper boat")
_WITHIN_S = 1_500
_SWEEPS_S = 15
_HEADS = ("reads", "writes", "deletes", "messages", "class A", "class B")


def job() -> str:
    """The bill of one job, and where it comes from."""
    traffic, tasks = counted()
    rows = [("on the wires", tasks, *_bill(traffic.total)), ("on paper", *_on_paper())]
    bill = table(("a job", "tasks", *_HEADS, "price"), rows)
    return f"{bill}\n\n{_by_collection(traffic)}\n\n{_by_kind(traffic)}"


def counted() -> tuple[Traffic, int]:
    """What the example takes, and in how many tasks."""
    traffic = Traffic()
    plan = Plan(sweep_every_s=_SWEEPS_S, patience_s=600, way=partial(counting, traffic))
    with TemporaryDirectory(prefix="dropcut-bench-") as logs, estate(Path(logs), plan) as home:
        home.upload(DROP, {name: EXAMPLE / name for name in FOOTAGE})
        ended = home.wait(DROP, _WITHIN_S)
        if ended.state is not JobState.DONE:
            raise RuntimeError(f"the job ended as {ended.state}: {ended.refusals}")
    return traffic, sum(path.startswith("tasks/") for path in traffic.moments)


def _bill(counts: Mapping[Kind, int]) -> tuple[str, ...]:
    return (*(f"{counts.get(kind, 0):,}" for kind in Kind), f"${price(counts):.5f}")


def _by_collection(traffic: Traffic) -> str:
    written = Counter(write.path.partition("/")[0] for write in traffic.writes)
    rows = [(name, traffic.reads[name], written[name]) for name in sorted({*traffic.reads, *written})]
    return table(("documents", "reads", "writes"), rows)


def _by_kind(traffic: Traffic) -> str:
    told = {"message": traffic.messages, "Cloud Storage": traffic.operations}
    rows = [(what, kind, count) for what, kinds in told.items() for kind, count in sorted(kinds.items())]
    return table(("what", "kind", "times"), rows)


def _on_paper() -> tuple[object, ...]:
    clock = SystemClock()
    tally, keeper = Tally(clock.now), Keeper(BEAT)
    blobs, queue = MemoryBlobs(clock.now), MemoryDispatch(clock.now)
    folder = MemoryFolder(blobs)
    for name in FOOTAGE:
        folder.drop_file(DROP, name, (EXAMPLE / name).read_bytes())
    count = partial(Counted, tally=tally, before=lambda _name: None)
    home = Home(
        ledger=cast("Ledger", count(MemoryLedger(clock.now), LedgerCosts())),
        blobs=cast("Blobs", count(blobs, BlobsCosts())),
        dispatch=cast("Dispatch", count(queue, DispatchCosts())),
        folder=cast("Folder", count(folder, FolderCosts())),
        clock=clock,
        catalog=CATALOG,
        recipe=make_video,
        holder="paper",
        programs=found_programs,
        scratch=empty_folder,
        beating=keeper.beating,
    )
    with _closing(keeper):
        submit(home, DROP, Millis(0))
        while messages := queue.receive(1):
            for message in messages:
                if isinstance(message, Advance):
                    advance(home, message.job)
                else:
                    run_task(home, message)
    return tally.calls["Ledger.finish"], *_bill(tally.total())


@contextmanager
def _closing(keeper: Keeper) -> Iterator[None]:
    try:
        yield
    finally:
        keeper.close()
