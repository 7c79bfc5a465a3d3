"""A deployed job: its exit codes, and how it stops when Cloud Run says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from dropcut.cloud.run_jobs.shards import Shards, write_shards
from dropcut.cloud.settings import SHARDS
from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Job
from dropcut.domain.keys import task_key
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Task, TaskState, Want, Wish
from dropcut.domain.values import Millis, Sha256
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.pipeline import Word
from tests.entry_points.deployed import Deployment, lines_of

SONG = JobId.parse("ann/a song")


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path, DROPCUT_RECIPE=QUICK.recipe, DROPCUT_CATALOG=QUICK.catalog)
    yield made
    made.close()


def shards(deployment: Deployment, *words: str) -> tuple[str, list[TaskId]]:
    """Words to be shouted, wished for by a job. Gives where they are listed."""
    ledger = deployment.ledger
    ledger.create_job(Job(id=SONG))
    ledger.wake([SONG])
    turn = ledger.begin_advance(SONG, "test", Millis(60_000))
    assert turn is not None
    wants = [_want(word) for word in words]
    ledger.request(turn, wants)
    tasks = [want.task for want in wants]
    return write_shards(deployment.blobs, Shards(tasks=tuple(sorted(tasks)))), tasks


def _want(word: str) -> Want:
    inputs = Word(text=word)
    key = task_key("shout", "1", inputs)
    text = f'{{"word":{inputs.model_dump_json()}}}'
    return Want(
        task=TaskId(SONG.owner, "shout", key),
        version="1",
        inputs=Result(digest=Sha256(key), inline=text),
        wish=Wish(job=SONG, revision=1),
    )


def states(deployment: Deployment, tasks: list[TaskId]) -> list[TaskState]:
    found: list[Task] = [task for task in deployment.ledger.tasks(tasks) if task is not None]
    return [task.state for task in found]


def test_a_job_does_its_shards_and_ends_well(deployment: Deployment) -> None:
    path, tasks = shards(deployment, "one", "two", "bad three")
    process = deployment.job("render", **{SHARDS: path})
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    assert states(deployment, tasks) == [TaskState.DONE, TaskState.DONE, TaskState.FAILED]
    assert any(line["message"].startswith("the CPU does the work") for line in lines_of(out))


def test_a_job_that_is_told_to_stop_lets_go_within_ten_seconds_and_says_that_work_is_left(deployment: Deployment) -> None:
    path, tasks = shards(deployment, "slow 60", "slow 61")
    process = deployment.job("render", **{SHARDS: path})
    end = monotonic() + 90
    while TaskState.RUNNING not in states(deployment, tasks):
        assert monotonic() < end
        sleep(0.1)
    began = monotonic()
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 75, out
    assert monotonic() - began < 10
    assert states(deployment, tasks) == [TaskState.QUEUED] * 2


def test_a_job_that_is_told_nothing_says_so_and_fails(deployment: Deployment) -> None:
    process = deployment.job("render")
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "DROPCUT_SHARDS is not set." in out
