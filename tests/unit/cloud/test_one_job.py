"""A whole job over buckets and a topic: the same delivery as in memory, for the requests that were counted on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.values import Instant
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.ledger import MemoryLedger
from tests.conformance.benches import DispatchBench
from tests.conformance.cloud_benches import pubsub_dispatch
from tests.unit.cloud.stages import Stage
from tests.unit.engine.small_home import JOB, SmallHome
from tests.unit.engine.test_recipes import ROWS, whole

FILES = 2
LISTS_IN_BLOBS = 2
"""What is counted up, and what came of each: too long for a record."""


class BucketHome(SmallHome):
    """The small home's engine on the cloud's blobs, folder and messages; the ledger stays in memory."""

    def __init__(self, stage: Stage, queue: DispatchBench) -> None:
        self.clock = MemoryClock(Instant(1_000_000))
        self.ledger = MemoryLedger(self.clock.now)
        self.blobs = stage.blobs  # type: ignore[assignment]
        self.folder = stage.folder  # type: ignore[assignment]
        self.dispatch = queue.dispatch  # type: ignore[assignment]
        self.ran = Counter()
        self.messages: Counter[str] = Counter()
        self._receive = queue.receive
        self.home = self.with_recipe(whole, *ROWS)

    def work(self) -> Job:
        while messages := self._receive():
            for message in messages:
                self.messages[message.kind] += 1
                self.deliver(message)
        return self.job


@contextmanager
def a_home(stage: Stage, place: Path, sizes: tuple[int, ...]) -> Iterator[BucketHome]:
    for number, size in enumerate(sizes):
        stage.inbox.put(f"inbox/{JOB}/clip{number}.mp4", b"x" * size, {})
    with pubsub_dispatch(place) as queue:
        stage.front.counted()
        yield BucketHome(stage, queue)


@pytest.mark.parametrize("sizes", [(30, 40), (60, 80)])
def test_a_job_costs_what_was_counted_however_many_shards_it_has(stage: Stage, tmp_path: Path, sizes: tuple[int, ...]) -> None:
    shards = 2 * sum(sizes)
    with a_home(stage, tmp_path, sizes) as home:
        assert home.submit().state is JobState.DONE
        delivery = {"get": 4, "insert": 2, "list": 1, "rewrite": 1}
        work = {"get": LISTS_IN_BLOBS + 3, "insert": LISTS_IN_BLOBS + 1, "list": 1}
        assert stage.front.counted() == Counter(delivery) + Counter(work)
        assert home.messages["task"] == 2 * FILES + shards + 4
        assert home.messages["advance"] <= 12
    total = stage.store.part(f"outbox/{JOB}/total.txt", 0, 100)
    assert total is not None
    assert bytes(total.data) == str(sum(range(1, shards + 1))).encode()


def test_a_job_that_is_done_costs_a_look(stage: Stage, tmp_path: Path) -> None:
    with a_home(stage, tmp_path, (30, 40)) as home:
        home.submit()
        home.did()
        stage.front.counted()
        assert home.submit().revision == 1
        assert (home.did(), stage.front.counted()) == ({}, {"get": 1, "list": 1})


def test_a_changed_file_does_again_only_what_depends_on_it(stage: Stage, tmp_path: Path) -> None:
    with a_home(stage, tmp_path, (30, 40)) as home:
        home.submit()
        home.did()
        there = stage.inbox.look(f"inbox/{JOB}/clip1.mp4")
        stage.inbox.put(there.name, b"x" * 42, {}, there.generation)
        assert home.submit().revision == 2
        assert home.did()["add_one"] == 4
