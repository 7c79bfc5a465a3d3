"""What programs are shown of jobs, drops and files. Made of the domain's own values."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pydantic import Field

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.money import JobCost
from dropcut.domain.names import JobId
from dropcut.domain.report import Figure
from dropcut.domain.settings import Options
from dropcut.domain.values import Count, Instant, Sha256, Value
from dropcut.domain.wording import spoken
from dropcut.engine.home import Home
from dropcut.engine.jobs import approved_revision
from dropcut.engine.money.spending import cost_of
from dropcut.engine.problems import Problem as Trouble
from dropcut.engine.problems import problems_of
from dropcut.engine.progress import Progress, StepProgress, at_least, progress
from dropcut.engine.why import why
from dropcut.ports.uploads import Upload


class CostView(Value):
    """What a job cost so far, at all its revisions."""

    seconds: Figure
    """Of work, of all tasks one after another."""
    amount: Figure
    """Estimated; 0 where nothing costs money."""
    currency: str = Field(examples=["USD"])
    prices: str = Field(default="", examples=["2026-11-21"])
    """The version of the price table; empty where nothing costs money."""


class JobView(Value):
    """How a job stands."""

    id: str = Field(examples=["ann/holiday"])
    owner: str = Field(examples=["ann"])
    name: str = Field(examples=["holiday"])
    revision: Count = Field(examples=[2])
    state: JobState
    permille: Count = Field(examples=[420])
    """Thousandths of the whole that are done."""
    why: str = Field(examples=["Working on render (2)."])
    """In plain words: what it is at, or why it waits."""
    waiting_for: str = Field(default="", examples=["b002.mov is still uploading"])
    steps: tuple[StepProgress, ...]
    problems: tuple[Trouble, ...]
    files: tuple[str, ...] = ()
    """The user's files, by path."""
    options: Options
    log_id: str = Field(default="", examples=["job:3f2a91c03f2a91c0"])
    """What logs call it: they hold no names."""
    approved: Count | None = Field(default=None, examples=[1])
    """The last revision that a person approved."""
    cost: CostView
    budget: str = Field(default="", examples=["5.00 USD"])
    """What somebody said that it may spend; empty where only its settings say."""
    over_budget: bool = False
    """Whether it is held because what comes next could pass a budget: `waiting_for` says which, and what is enough."""
    created: Instant
    revised: Instant
    ended: Instant | None


class JobLine(Value):
    """A job in a list. How far it is costs more to say: ask for the job itself."""

    id: str = Field(examples=["ann/holiday"])
    owner: str = Field(examples=["ann"])
    name: str = Field(examples=["holiday"])
    revision: Count
    state: JobState
    waiting_for: str = ""
    created: Instant
    revised: Instant
    ended: Instant | None


class JobPage(Value):
    """Some jobs, in the order of their ids."""

    jobs: tuple[JobLine, ...]
    next: str = Field(default="", examples=["ann/holiday"])
    """What `after` is to be for the next page; empty when this is the last."""


class DropFile(Value):
    """One of the user's files."""

    path: str = Field(examples=["take1.mp4"])
    size: Count
    modified: Instant
    href: str = Field(examples=["/v1/jobs/ann/holiday/clips/take1.mp4"])


class UploadView(Value):
    """A file on its way."""

    id: str
    path: str = Field(examples=["take1.mp4"])
    size: Count
    offset: Count
    """So many bytes have arrived: go on from there."""
    done: bool
    until: Instant
    """What arrived is thrown away then."""
    href: str = Field(examples=["/v1/drops/ann/holiday/uploads/7c1e"])
    """Where pieces are sent with PATCH, and how far it is is asked with GET."""
    direct: str = ""
    """Where the bytes are sent instead, by Google Cloud Storage's own resumable protocol, when this is not empty."""


class DropView(Value):
    """A drop: the user's files, and those on their way."""

    id: str
    owner: str
    name: str
    files: tuple[DropFile, ...]
    uploads: tuple[UploadView, ...]


class DropPage(Value):
    """Some drops, in the order of their ids."""

    drops: tuple[str, ...] = Field(examples=[["ann/holiday"]])
    next: str = ""


class Delivered(Value):
    """One delivered file."""

    name: str = Field(examples=["cut.mp4"])
    size: Count
    sha256: Sha256
    media_type: str = Field(examples=["video/mp4"])
    href: str = Field(examples=["/v1/jobs/ann/holiday/files/cut.mp4"])


class Deliveries(Value):
    """What stands delivered, and of which revision."""

    revision: Count
    files: tuple[Delivered, ...]


def place_of(job: JobId) -> str:
    """Where a job is asked for."""
    return f"/v1/jobs/{job.owner}/{quote(job.name, safe='')}"


def upload_view(upload: Upload) -> UploadView:
    """One upload."""
    drop = upload.drop
    return UploadView(
        id=upload.id,
        path=upload.sending.path,
        size=upload.sending.size,
        offset=upload.offset,
        done=upload.done,
        until=upload.until,
        href=f"/v1/drops/{drop.owner}/{quote(drop.name, safe='')}/uploads/{upload.id}",
        direct=upload.direct,
    )


def drop_view(drop: JobId, files: Iterable[FileVersion], uploads: Iterable[Upload]) -> DropView:
    """One drop."""
    return DropView(
        id=str(drop),
        owner=drop.owner,
        name=drop.name,
        files=tuple(
            DropFile(path=file.path, size=file.size, modified=file.modified, href=f"{place_of(drop)}/clips/{quote(file.path)}")
            for file in files
        ),
        uploads=tuple(map(upload_view, uploads)),
    )


def job_line(job: Job) -> JobLine:
    """One job of a list."""
    return JobLine(
        id=str(job.id),
        owner=job.id.owner,
        name=job.id.name,
        revision=job.revision,
        state=job.state,
        waiting_for=job.waiting_for,
        created=job.created,
        revised=job.revised,
        ended=job.ended,
    )


def job_view(home: Home, job: Job, uploads: tuple[Upload, ...] = (), shown: Progress | None = None) -> JobView:
    """One job. Files that are still on their way are the first thing it waits for.

    `shown` is what its follower was shown before: what is shown now is never less.
    """
    now = at_least(shown, progress(home, job))
    sent = _sent(uploads) if job.state is not JobState.CANCELLED else ""
    return JobView(
        id=str(job.id),
        owner=job.id.owner,
        name=job.id.name,
        revision=job.revision,
        state=job.state,
        permille=now.permille,
        why=f"It waits: {sent}." if sent else why(home, job),
        waiting_for=sent or job.waiting_for,
        steps=now.steps,
        problems=problems_of(job),
        files=tuple(file.path for file in job.files),
        options=job.options,
        approved=approved_revision(job),
        cost=_cost(cost_of(home, job)),
        budget=job.budget.said() if job.budget else "",
        over_budget=job.over is not None,
        created=job.created,
        revised=job.revised,
        ended=job.ended,
    )


def _cost(cost: JobCost) -> CostView:
    return CostView(seconds=cost.total.seconds, amount=cost.total.amount, currency=cost.currency, prices=cost.prices)


def _sent(uploads: tuple[Upload, ...]) -> str:
    if not uploads:
        return ""
    first = spoken(uploads[0].sending.path)
    return f"{first} is still uploading" if len(uploads) == 1 else f"{first} and {len(uploads) - 1} more are still uploading"
