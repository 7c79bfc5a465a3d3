"""How often documents are written that many want to write, while a large group is worked on.

Ten thousand shards of a minute, by a hundred workers in virtual time, over ports that count; and ten thousand shards of no work
on the Firestore emulator, as fast as it allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from time import monotonic
from uuid import uuid4

from benchmarks.cloud.traffic import Traffic
from benchmarks.on_paper.cloud import Paper, Setting
from benchmarks.on_paper.counting import most_within
from benchmarks.on_paper.hour import Sizes
from benchmarks.tables import table
from dropcut.cloud.firestore.clients import connected_to_emulator
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Group, Job, Turn
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.tasks import Claimed, Want, Wish
from dropcut.domain.values import Millis, Sha256
from dropcut.engine.batches import chunked
from dropcut.ports.ledger import Ledger
from tests.emulators.firestore import firestore_address
from tests.emulators.passing import passing

SHARDS, WORKERS = 10_000, 8
_JOB, _GROUP = JobId.parse("ann/an hour"), Key("g" * 64)
_LEASE = Millis(600_000)
_SECOND, _MINUTE = 1_000, 60_000


def group() -> str:
    """The rates, and the busiest document of each kind."""
    traffic = Traffic()
    with (
        passing(firestore_address(), traffic.of_firestore) as address,
        closing(connected_to_emulator(f"bench-{uuid4().hex[:12]}", address)) as connection,
    ):
        asked_s, done_s = _run(FirestoreLedger(connection), list(_tasks()))
    sums = [
        ("shards", f"{SHARDS:,}"),
        ("asked for, s", f"{asked_s:.0f}"),
        ("claimed and finished, shards/s", f"{SHARDS / done_s:,.0f}"),
        ("reads a shard", f"{traffic.reads.total() / SHARDS:.2f}"),
        ("writes a shard", f"{len(traffic.writes) / SHARDS:.2f}"),
    ]
    return f"{_on_paper()}\n\n{table(('on the emulator', 'figure'), sums)}\n\n{_busiest(traffic.moments)}"


def _on_paper() -> str:
    sizes = Sizes(groups=1, segments=100, chunks=10_000)
    tally = Paper(Setting(clips=1, sizes=sizes, workers=100)).first_run()
    return _busiest({path: [at / _SECOND for at in moments] for path, moments in tally.writes.items()})


def _busiest(moments_of: Mapping[str, Sequence[float]]) -> str:
    rows = []
    millis = {path: [round(at * _SECOND) for at in moments] for path, moments in moments_of.items()}
    for collection in sorted({path.partition("/")[0] for path in millis}):
        each = [sorted(moments) for path, moments in millis.items() if path.startswith(f"{collection}/")]
        within = [max(most_within(moments, window) for moments in each) for window in (_SECOND, _MINUTE)]
        rows.append((collection, len(each), max(map(len, each)), within[0], f"{within[1] * _SECOND / _MINUTE:.2f}"))
    head = ("documents", "of them", "writes of the busiest", "in its busiest second", "a second, over its busiest minute")
    return table(head, rows)


def _tasks() -> Iterator[TaskId]:
    return (TaskId(Owner(_JOB.owner), "render", Key(f"{number:064x}")) for number in range(SHARDS))


def _run(ledger: Ledger, tasks: Sequence[TaskId]) -> tuple[float, float]:
    """How long asking for them took, and doing them."""
    ledger.create_job(Job(id=_JOB))
    ledger.wake([_JOB])
    turn = ledger.begin_advance(_JOB, "bench", _LEASE)
    if turn is None:
        raise RuntimeError("somebody else advances a job that only we know")
    began = monotonic()
    _asked(ledger, turn, tasks)
    asked = monotonic()
    with ThreadPoolExecutor(WORKERS) as workers:
        for _ in workers.map(lambda task: _done(ledger, task), tasks):
            pass
    done = monotonic()
    if ledger.group_open(_JOB, _GROUP) or ledger.begin_advance(_JOB, "bench", _LEASE) is None:
        raise RuntimeError("the end of the group woke nobody")
    return asked - began, done - asked


def _asked(ledger: Ledger, turn: Turn, tasks: Sequence[TaskId]) -> None:
    ledger.open_group(turn, Group(key=_GROUP, job=_JOB, revision=0, step="render", total=len(tasks)))
    for portion in chunked(tasks):
        ledger.request(turn, [_want(task) for task in portion])
    ledger.ready_group(turn, _GROUP)
    ledger.end_advance(turn, None)


def _want(task: TaskId) -> Want:
    inputs = Result(digest=Sha256(task.key), inline="{}")
    return Want(task=task, version="1", inputs=inputs, wish=Wish(job=_JOB, revision=0, group=_GROUP))


def _done(ledger: Ledger, task: TaskId) -> None:
    claim = ledger.claim(task, "bench", "1", _LEASE)
    if not isinstance(claim, Claimed):
        raise TypeError(f"{task} could not be claimed: {claim}")
    ledger.finish(task, claim.task.epoch, Result(digest=Sha256(task.key), inline="{}"))
