"""The tasks of a job: each begins elsewhere, none stops while there is work, and exit codes are honest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.cloud.identity import Anybody
from dropcut.cloud.jobs import DONE, LEFT, worked
from dropcut.cloud.run_jobs.shards import Shards, part_of, read_shards, write_shards
from dropcut.cloud.settings import Settings, Share
from dropcut.cloud.workplace import Workplace
from dropcut.domain.catalog import Row
from dropcut.domain.errors import Retryable
from dropcut.domain.names import TaskId
from dropcut.domain.tasks import Claimed, TaskState
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.keeping import Keeper
from dropcut.ports.dispatch import RunTask
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, SmallHome
from tests.unit.engine.steps import Number

COUNT = 9
ENTRY = "gpu_jobs/render"


class Crowd:
    """Shards that note who ran them, as tasks of one list."""

    def __init__(self) -> None:
        self.ran: Counter[int] = Counter()
        self.troubles: Counter[int] = Counter()
        self.meanwhile: Callable[[], None] = lambda: None
        """What else happens while a shard is worked on."""
        self.keeper = Keeper()
        self.small = SmallHome(self._recipe, Row(self.shout, version="1", runs="gpu_job", served_by="render", attempts=3))
        settings = Settings(project="p", region="r", inbox="i", store="s", topic="t")
        self.workplace = Workplace(settings, replace(self.small.home, beating=self.keeper.beating), self.keeper, Anybody())
        jobs.submit(self.small.home, JOB, Millis(0))
        found = dict[TaskId, None]()
        while messages := self.small.dispatch.receive(1):
            for message in messages:
                if isinstance(message, RunTask):
                    found[message.task] = None
                else:
                    self.small.deliver(message)
        self.tasks = tuple(sorted(found))
        self.shards = write_shards(self.small.blobs, Shards(tasks=self.tasks))

    def shout(self, tools: Tools, number: Number) -> Number:
        tools.pulse()
        if self.troubles[number.n]:
            self.troubles[number.n] -= 1
            raise Retryable("The disk was busy.", "Wait.")
        self.ran[number.n] += 1
        self.meanwhile()
        tools.pulse()
        return number

    def work(self, index: int, count: int = 3) -> int:
        return worked(self.workplace, Share(index=index, count=count, shards=self.shards), ENTRY)

    def states(self) -> set[TaskState]:
        return {task.state for task in self.small.ledger.tasks(self.tasks) if task}

    def _recipe(self, _drop: Drop, do: Do) -> object:
        return do.map(self.shout, [Number(n=number) for number in range(COUNT)])


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    made = Crowd()
    yield made
    made.keeper.close()


@given(st.integers(0, 500), st.integers(1, 100))
def test_parts_are_disjoint_and_leave_nothing_out_while_there_is_enough_for_all(left: int, count: int) -> None:
    items = range(max(left, count))
    parts = [part_of(items, index, count) for index in range(count)]
    assert sorted(item for part in parts for item in part) == list(items)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_whoever_has_no_part_of_its_own_helps() -> None:
    assert part_of([1, 2], 5, 9) == [1, 2]


def test_a_list_is_kept_once_and_read_back() -> None:
    crowd = Crowd()
    assert write_shards(crowd.small.blobs, Shards(tasks=crowd.tasks)) == crowd.shards
    assert read_shards(crowd.small.blobs, crowd.shards).tasks == crowd.tasks


def test_one_task_alone_does_what_the_others_never_came_to_do(crowd: Crowd) -> None:
    assert crowd.work(index=1) == DONE
    assert crowd.ran == dict.fromkeys(range(COUNT), 1)
    assert crowd.states() == {TaskState.DONE}


def test_all_together_do_everything_once(crowd: Crowd) -> None:
    threads = [Thread(target=crowd.work, args=(index,)) for index in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert crowd.ran == dict.fromkeys(range(COUNT), 1)


def test_a_retry_leaves_out_what_is_done_and_takes_all_that_is_left(crowd: Crowd) -> None:
    for task in crowd.tasks[:4]:
        crowd.small.deliver(RunTask(task=task))
    before = Counter(crowd.ran)
    assert crowd.work(index=0) == DONE
    assert crowd.ran - before == dict.fromkeys(set(range(COUNT)) - set(before), 1)


def test_what_may_pass_is_waited_for(crowd: Crowd) -> None:
    crowd.troubles.update({3: 2})
    assert crowd.work(index=0, count=1) == DONE
    assert crowd.states() == {TaskState.DONE}


def test_what_fails_for_good_is_recorded_and_no_reason_to_start_again(crowd: Crowd) -> None:
    crowd.troubles.update({3: 9})
    assert crowd.work(index=0, count=1) == DONE
    assert crowd.states() == {TaskState.DONE, TaskState.FAILED}


def test_what_another_one_holds_is_left_to_it(crowd: Crowd) -> None:
    assert isinstance(crowd.small.ledger.claim(crowd.tasks[0], "another", "1", Millis(60_000)), Claimed)
    assert crowd.work(index=0) == DONE
    assert sum(crowd.ran.values()) == COUNT - 1


def test_what_the_dead_held_is_done_once_their_lease_ran_out(crowd: Crowd) -> None:
    assert isinstance(crowd.small.ledger.claim(crowd.tasks[0], "the dead", "1", Millis(60_000)), Claimed)
    crowd.small.clock.sleep(Millis(61_000))
    assert crowd.work(index=2) == DONE
    assert crowd.ran == dict.fromkeys(range(COUNT), 1)


def test_what_nobody_wants_any_more_is_left_alone(crowd: Crowd) -> None:
    jobs.cancel(crowd.small.home, JOB)
    assert crowd.work(index=0) == DONE
    assert not crowd.ran


def test_whoever_is_told_to_stop_lets_go_and_says_that_work_is_left(crowd: Crowd) -> None:
    crowd.meanwhile = lambda: crowd.keeper.stop("Cloud Run ends this task.")
    assert crowd.work(index=0) == LEFT
    assert crowd.states() == {TaskState.QUEUED}
    assert sum(crowd.ran.values()) == 1


def test_tasks_of_another_kind_of_job_are_not_ours(crowd: Crowd) -> None:
    share = Share(index=0, count=1, shards=crowd.shards)
    assert worked(crowd.workplace, share, "gpu_jobs/upscale") == DONE
    assert not crowd.ran
