"""What one execution of a job is to do, as it is written down for its tasks; and who of them begins where."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import ClassVar, TypeVar

from dropcut.domain.documents import Document
from dropcut.domain.errors import AlreadyThere
from dropcut.domain.names import JobId, Key, TaskId, blob_path
from dropcut.ports.blobs import Blobs

T = TypeVar("T")

RUN_JOB = "run_job"
"""Stands for a step in the paths of these lists. No result names them: cleaning takes them when they are old."""


class Shards(Document):
    """The tasks that one execution was started for: of one owner and one step, ordered."""

    KIND: ClassVar[str] = "shards"

    tasks: tuple[TaskId, ...]
    job: JobId | None = None
    """Who asks for them, where that is known: for the log alone."""

    @property
    def path(self) -> str:
        """Where it lies: the same list lies in the same place."""
        return blob_path(TaskId(self.tasks[0].owner, RUN_JOB, Key(sha256(self.dumped()).hexdigest())), 0, "shards.json")


def write_shards(blobs: Blobs, shards: Shards) -> str:
    """Keep the list; gives its path."""
    try:
        blobs.put(shards.path, shards.dumped())
    except AlreadyThere:  # by an earlier start that came no further
        return shards.path
    return shards.path


def read_shards(blobs: Blobs, path: str) -> Shards:
    """The list. Raises NotFound."""
    with blobs.open(path) as file:
        return Shards.load(file.read())


def part_of(left: Sequence[T], index: int, count: int) -> Sequence[T]:
    """What task `index` of `count` begins with, of what is left: every `count`-th; all of it, when that is nothing.

    Whoever looks again, after a while or after a crash, splits what is left then: what is done is left out, so that a few
    tasks with much to do are helped by those that have done theirs.
    """
    return left[index::count] or left
