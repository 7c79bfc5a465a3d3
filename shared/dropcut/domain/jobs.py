"""A job: a drop being processed. Its revision grows when its files, script or decisions change."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from dropcut.domain.blobs import FileVersion, Many, Result
from dropcut.domain.decisions import Decision
from dropcut.domain.documents import Document
from dropcut.domain.money import Budget, Costs, OverBudget
from dropcut.domain.names import JobId, Key
from dropcut.domain.settings import Options
from dropcut.domain.sorting import is_go
from dropcut.domain.tasks import Failure
from dropcut.domain.unfinished import name_when_whole
from dropcut.domain.values import Count, Instant, Millis, Value, Where, says_nothing

_PATIENCE = 6
"""So many quiet times what a browser or a sync client brings is waited for while it does not grow: lines stall."""


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

    @property
    def meant(self) -> str:
        """What it is called, or will be when it is whole."""
        return name_when_whole(self.file.path) or self.file.path

    @property
    def is_unfinished(self) -> bool:
        """Whether its name alone says that it is not whole."""
        return name_when_whole(self.file.path) is not None

    def until(self, quiet: Millis) -> Instant:
        """When it need not be waited for any longer, should it stay as it is."""
        return Instant(self.since + (quiet * _PATIENCE if self.is_unfinished else quiet))


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
    spent: Annotated[Millis, Where(), Field(exclude_if=says_nothing)] = Millis(0)
    """How long those that ran for this revision worked; of a group, once it has ended. Not content: it changes no report."""


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
    changed: Instant | None = Field(default=None, exclude_if=says_nothing)
    """When its files changed last, as far as listings told; None before any was there."""
    retried: Instant = Instant(0)
    """When a person last had it go on, whatever failed before."""
    begun_by_hand: bool = Field(default=False, exclude_if=says_nothing)
    """A person or a program asked for it by name, rather than by dropping files."""
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
    costs: Annotated[Costs, Field(exclude_if=says_nothing)] = Costs()
    """What was spent on it, at all revisions."""
    budget: Annotated[Budget | None, Field(exclude_if=says_nothing)] = None
    """What somebody said that it may spend at all its revisions: stands above what its settings say."""
    over: Annotated[OverBudget | None, Field(exclude_if=says_nothing)] = None
    """Why nothing more is begun for it: it is held until its budget is raised."""

    def with_(self, **changes: object) -> Job:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)

    @property
    def settled_at(self) -> Instant:
        """The moment from which the drop counts as settled, if nothing changes until then."""
        last = self.revised if self.changed is None else self.changed
        return Instant(max((last + self.quiet, *(item.until(self.quiet) for item in self.arriving))))

    @property
    def told_to_go(self) -> bool:
        """Whether `GO` lies in the drop."""
        return any(is_go(file.path) for file in self.files)

    def coming(self, now: Instant) -> tuple[Arriving, ...]:
        """What is still waited for: neither what stopped growing before it was whole, nor a file that another will become."""
        live = [item for item in self.arriving if not item.is_unfinished or now < item.until(self.quiet)]
        held = {item.meant for item in live if item.is_unfinished}
        return tuple(item for item in live if item.is_unfinished or item.file.path not in held)

    def stalled(self, now: Instant) -> tuple[Arriving, ...]:
        """What stopped growing before it was whole, and is waited for no longer."""
        return tuple(item for item in self.arriving if item.is_unfinished and now >= item.until(self.quiet))


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
    spent: Annotated[Millis, Field(exclude_if=says_nothing)] = Millis(0)
    """How long the shards worked that ran for that revision."""


Group.model_rebuild()


def revised(job: Job, now: Instant, **changes: object) -> Job:
    """The job at its next revision: whatever had ended begins again, what was made is found again by key."""
    state = JobState.CANCELLED if job.state is JobState.CANCELLED else JobState.WORKING
    begun = {"state": state, "ended": None, "stages": (), "refusals": (), "waiting_for": "", "over": None}
    return job.with_(revision=job.revision + 1, revised=now, **begun, **changes)


def settled(job: Job, now: Instant) -> bool:
    """Nothing is arriving, and nothing changed for the quiet time.

    `GO` says that all is there: then only files are waited for that look whole, and may not be.
    """
    if job.told_to_go:
        return all(item.is_unfinished for item in job.coming(now))
    return not job.coming(now) and job.settled_at <= now


def ended(job: Job) -> bool:
    """Nothing more will happen to it by itself at this revision."""
    return job.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
