"""Executions are started for what none looks after, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event

import pytest

from dropcut.cloud.routes import Routes
from dropcut.cloud.run_jobs.clients import connected_to_emulator
from dropcut.cloud.run_jobs.shards import read_shards
from dropcut.cloud.run_jobs.starting import MOST_TASKS, SHARDS_EACH, RunJobs
from dropcut.cloud.settings import SHARDS
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.errors import Unavailable
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.dispatch import MemoryDispatch
from dropcut.ports.dispatch import Advance, RunTask
from tests.e2e.cloud.run_double import RunDouble, run_double
from tests.emulators.running import free_port
from tests.unit.engine.steps import add_one, measure


def name(step: str) -> str:
    return f"projects/p/locations/here/jobs/dropcut-{step}"


def tasks(count: int, owner: str = "ann") -> list[TaskId]:
    return [TaskId(Owner(owner), "add_one", Key(f"{number:04}")) for number in range(count)]


class Scene:
    """A double whose tasks take until they are let go."""

    def __init__(self) -> None:
        self.blobs = MemoryBlobs(lambda: Instant(0))
        self.let_go = Event()
        self.port = free_port()
        self.starting = RunJobs(connected_to_emulator(f"127.0.0.1:{self.port}"), self.blobs, name)

    def run(self, _job: str, _environment: Mapping[str, str]) -> int:
        self.let_go.wait(30)
        return 0

    @contextmanager
    def standing(self) -> Iterator[RunDouble]:
        with run_double(self.run, self.port) as double:
            try:
                yield double
            finally:
                self.let_go.set()

    def told(self, double: RunDouble) -> list[tuple[TaskId, ...]]:
        """What each execution was told to do, the newest first."""
        told = (execution.template.containers[0].env[0] for execution in double.executions)
        return [read_shards(self.blobs, variable.value).tasks for variable in told if variable.name == SHARDS]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_an_execution_is_told_what_to_do_and_has_a_task_for_every_few_shards(scene: Scene) -> None:
    with scene.standing() as double:
        scene.starting.start(tasks(2 * SHARDS_EACH + 1))
        assert scene.told(double) == [tuple(tasks(2 * SHARDS_EACH + 1))]
        assert [execution.task_count for execution in double.executions] == [3]
        assert double.executions[0].job == name("add_one")


def test_an_execution_has_a_bounded_number_of_tasks(scene: Scene) -> None:
    scene.let_go.set()
    with scene.standing() as double:
        scene.starting.start(tasks(5 * MOST_TASKS * SHARDS_EACH))
        assert double.executions[0].task_count == MOST_TASKS


def test_what_a_running_execution_looks_after_is_not_started_again(scene: Scene) -> None:
    with scene.standing() as double:
        scene.starting.start(tasks(4))
        scene.starting.start(tasks(4))
        scene.starting.start(tasks(6))
        assert scene.told(double) == [tuple(tasks(6)[4:]), tuple(tasks(4))]


def test_what_an_execution_left_when_it_ended_is_started_again(scene: Scene) -> None:
    scene.let_go.set()
    with scene.standing() as double:
        scene.starting.start(tasks(2))
        while not double.executions[0].completion_time:
            pass
        scene.starting.start(tasks(2))
        assert scene.told(double) == [tuple(tasks(2))] * 2


def test_owners_never_share_an_execution(scene: Scene) -> None:
    with scene.standing() as double:
        scene.starting.start([*tasks(1, "bob"), *tasks(1, "ann")])
        assert {told[0].owner for told in scene.told(double)} == {"ann", "bob"}
        assert all(path.startswith(("store/ann/", "store/bob/")) for path in (each.path for each in scene.blobs.list("")))


def test_a_silence_is_told(scene: Scene) -> None:
    with pytest.raises(Unavailable):
        scene.starting.start(tasks(1))


def test_each_message_goes_its_way() -> None:
    started = list[TaskId]()
    queue = MemoryDispatch(lambda: Instant(0))
    catalog = Catalog((Row(add_one, version="1", runs="gpu_job"), Row(measure, version="1")))

    class Starting:
        def start(self, tasks: list[TaskId], _job: JobId | None) -> None:
            started.extend(tasks)

    routes = Routes(catalog, lambda: queue, Starting)  # type: ignore[arg-type]
    measured = RunTask(task=TaskId(Owner("ann"), "measure", Key("k")))
    advance = Advance(job=JobId.parse("ann/x"))
    routes.send([*(RunTask(task=task) for task in tasks(2)), measured, advance])
    assert started == tasks(2)
    assert set(queue.receive(10)) == {measured, advance}
    routes.send([RunTask(task=task) for task in tasks(2)], Millis(1_000))
    assert started == tasks(2)
