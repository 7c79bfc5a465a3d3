"""Functions tell webhooks: with the advance that ends a job, or with a later sweep."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from dropcut.cloud.functions import all_swept
from dropcut.domain.errors import Unavailable
from dropcut.domain.jobs import JobState
from dropcut.domain.values import Millis
from dropcut.engine.webhooks.hooks import add_hook
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.telling import Telling
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.records import Record
from tests.unit.cloud.entering.test_answering import (
    QUIET,
    TAKEN,
    Function,
    function,  # noqa: F401 - the fixture
)
from tests.unit.engine.small_home import JOB
from tests.unit.engine.webhooks.receiver import Receiver, receiving


class Moody(MemoryRecords):
    """A store that does not answer while a test says so."""

    silent = False

    def records(self, drawer: str, beginning: str, limit: int, after: str = "") -> tuple[Record, ...]:
        if self.silent:
            raise Unavailable("The store does not answer.")
        return super().records(drawer, beginning, limit, after)


@dataclass
class Told:
    """A function whose home has a hook."""

    function: Function
    receiver: Receiver
    records: Moody

    def done(self) -> None:
        self.function.small.folder.drop_file(JOB, "a.mp4", b"xyz")
        self.function.dropped()
        for _ in range(3):
            self.function.work()
            self.function.small.clock.sleep(QUIET)
            assert self.function.status(all_swept, b"") == TAKEN
        assert self.function.small.job.state is JobState.DONE

    def types(self) -> list[str]:
        return [json.loads(got.body)["type"] for got in self.receiver.got]


@pytest.fixture
def told(function: Function) -> Iterator[Told]:  # noqa: F811 - the fixture
    with receiving() as receiver:
        records = Moody(function.small.clock.now)
        add_hook(records, JOB.owner, receiver.url, inner=True)
        telling = Telling(function.small.home, records, Post(), may_go_inside=True)
        make: Callable[[], Telling] = lambda: telling  # noqa: E731 - a workplace is given how to make one
        yield Told(Function(function.small, replace(function.workplace, telling=make)), receiver, records)


def test_the_end_of_a_job_is_told_once(told: Told) -> None:
    told.done()
    told.function.status(all_swept, b"")
    assert told.types() == ["job.done"]


def test_a_receiver_that_was_away_is_told_by_a_sweep(told: Told) -> None:
    told.receiver.answers = [(503, {})]
    told.done()
    told.function.small.clock.sleep(Millis(20_000))
    told.function.status(all_swept, b"")
    assert told.types() == ["job.done", "job.done"]
    assert len({got.headers["webhook-id"] for got in told.receiver.got}) == 1


def test_a_store_that_does_not_answer_costs_the_job_nothing(told: Told) -> None:
    told.records.silent = True
    told.done()
    assert told.types() == []
    told.records.silent = False
    told.function.status(all_swept, b"")
    assert told.types() == ["job.done"]


def test_the_cloud_never_goes_inside(told: Told) -> None:
    telling = Telling(told.function.small.home, told.records, Post())
    told.function.workplace = replace(told.function.workplace, telling=lambda: telling)
    told.done()
    assert told.types() == []
