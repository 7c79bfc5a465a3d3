"""A job: a drop being processed. Its revision grows when its files, script or decisions change."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import Field

from dropcut.domain.blobs import FileVersion, Many, Result
from dropcut.domain.decisions import Decision
from dropcut.domain.documents import Document
from dropcut.domain.names import JobId, Key
from dropcut.domain.settings import Options
from dropcut.domain.tasks import Failure
from dropcut.domain.values import Count, Instant, Millis, Value


class JobState(StrEnum):
    """How a job stands at its revision."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    HELD = "held"
    CANCELLED = "cancelled"


class Arriving(Value):
    """A file that was seen but may still be growing."""

    file: FileVersion
    since: Instant
    """When this version of it was first seen."""


class Stage(Value):
    """What one call of the recipe stands at. `group` names the batch whose shards are counted live."""

    step: str
    total: Count
    done: Count = 0
    failed: Count = 0
    run: Count = 0
    reused: Count = 0
    group: Key | None = None
    known: bool = True
    """False while what it works on is not known in full."""


class Refusal(Value):
    """A task that failed for good, and on what."""

    step: str
    about: str
    """What it worked on, in a person's words: a file's name, a line."""
    failure: Failure


class Job(Document):
    """The record of one job. Written only by compare-and-set on `version`."""

    KIND: ClassVar[str] = "job"

    id: JobId
    version: Count = 0
    revision: Count = 0
    state: JobState = JobState.WORKING
    options: Options = Options()
    decisions: tuple[Decision, ...] = ()
    kept: dict[str, str] = Field(default_factory=dict)
    """What was settled once for this job and holds for all its revisions: JSON text by name."""
    priority: int = 0
    files: tuple[FileVersion, ...] = ()
    arriving: tuple[Arriving, ...] = ()
    created: Instant = Instant(0)
    revised: Instant = Instant(0)
    retried: Instant = Instant(0)
    """When a person last had it go on, whatever failed before."""
    ended: Instant | None = None
    quiet: Millis = Millis(0)
    """How long nothing must have changed before the drop counts as settled."""
    catalog: str = ""
    """The digest of the table of steps that this revision is made with: one revision never mixes versions of a step."""
    recheck: Count = 0
    """Grows when a recorded blob turned out to be lost: batches are then looked at shard by shard again."""
    stages: tuple[Stage, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    waiting_for: str = ""
    """In plain words, when it waits for something other than its own tasks."""
    result: Result | None = None

    def with_(self, **changes: object) -> Job:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)

    @property
    def settled_at(self) -> Instant:
        """The moment from which the drop counts as settled, if nothing changes until then."""
        newest = max((file.since for file in self.arriving), default=self.revised)
        return Instant(max(newest, self.revised) + self.quiet)


class Turn(Value):
    """The right to advance one job, until the lease ends. `seen` is the last wake that this turn covers."""

    job: JobId
    epoch: int
    seen: int


class Group(Document):
    """One batch of shards that a job wants, as recorded."""

    KIND: ClassVar[str] = "group"

    key: Key
    job: JobId
    revision: int
    step: str
    total: Count
    ready: bool = False
    """Every shard was looked up and, where needed, wished for."""
    left: Count = 0
    """Shards still wished for and not ended. Exact when asked for alone."""
    result: GroupResult | None = None

    def with_(self, **changes: object) -> Group:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class GroupResult(Value):
    """What a whole batch gave, recorded once so that later advances need not read its shards."""

    results: Many[Any]
    """The values that the shards gave, as plain JSON data: only who asks knows their type."""
    run: Count
    reused: Count
    revision: int


Group.model_rebuild()


def revised(job: Job, now: Instant, **changes: object) -> Job:
    """The job at its next revision: whatever had ended begins again, what was made is found again by key."""
    state = JobState.CANCELLED if job.state is JobState.CANCELLED else JobState.WORKING
    begun = {"state": state, "ended": None, "stages": (), "refusals": (), "waiting_for": ""}
    return job.with_(revision=job.revision + 1, revised=now, **begun, **changes)


def settled(job: Job, now: Instant) -> bool:
    """Nothing is arriving, and nothing changed for the quiet time."""
    return not job.arriving and job.settled_at <= now


def ended(job: Job) -> bool:
    """Nothing more will happen to it by itself at this revision."""
    return job.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
