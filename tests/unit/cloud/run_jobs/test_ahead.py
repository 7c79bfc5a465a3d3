"""What the next shard reads is brought near while this one is worked on."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dropcut.cloud.run_jobs.ahead import Ahead
from dropcut.domain.assets import Upload
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.errors import Gone
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Task
from dropcut.domain.values import Value
from dropcut.engine import jobs
from dropcut.local.memory.folder import MemoryFolder
from dropcut.ports.dispatch import RunTask
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row

WITHIN_S = 20


class Shard(Value):
    upload: Upload
    made: tuple[Blob, ...]


def draw(_tools: Tools, shard: Shard) -> Shard:
    return shard


class Watched(MemoryFolder):
    """Notes which file was brought near."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.brought = Event()
        self.gone = False

    def local(self, drop: JobId, file: FileVersion) -> Path:
        self.brought.set()
        if self.gone:
            raise Gone("It was changed.")
        return super().local(drop, file)


@pytest.fixture
def home() -> SmallHome:
    def drawing(drop: Drop, do: Do) -> object:
        return do.map(draw, [Shard(upload=Upload(drop=drop.id, file=drop.files[0]), made=(made,))])

    small = SmallHome(drawing, row(draw))
    made = small.blobs.put("store/ann/draw/k/1/made", b"abc")
    small.folder = Watched(small.blobs)
    small.home = small.with_recipe(drawing, row(draw))
    small.folder.drop_file(JOB, "clip.mp4", b"xyz")
    return small


def task_of(home: SmallHome) -> Task:
    jobs.submit(home.home, JOB, NO_QUIET)
    while not isinstance(message := home.dispatch.receive(1)[0], RunTask):
        home.deliver(message)
    (task,) = home.ledger.tasks([message.task])
    assert task is not None
    return task


@pytest.mark.parametrize("gone", [False, True])
def test_it_is_brought_while_something_else_happens_and_trouble_is_left_to_who_needs_it(home: SmallHome, gone: bool) -> None:  # noqa: FBT001 - a case
    assert isinstance(home.folder, Watched)
    home.folder.gone = gone
    with Ahead(home.home) as ahead:
        ahead.bring(task_of(home))
        assert home.folder.brought.wait(WITHIN_S)
