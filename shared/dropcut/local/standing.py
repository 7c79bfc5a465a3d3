"""How the jobs of a home stand, asked from outside while others may be at work in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dropcut.domain.documents import Document
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Count, Value
from dropcut.domain.wording import count_of, spoken
from dropcut.engine.home import Home
from dropcut.engine.progress import StepProgress, progress
from dropcut.engine.why import why
from dropcut.local.delivered import delivered_files
from dropcut.local.lock import keeper
from dropcut.local.problems import Problem, problems_of
from dropcut.local.showing.wording import percent, remark
from dropcut.local.workplace import Workplace


class JobStanding(Value):
    """One job."""

    job: str
    log_id: str = ""
    """What the log calls it; empty where that cannot be told."""
    state: JobState
    revision: int
    permille: Count
    steps: tuple[StepProgress, ...]
    why: str
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    """What stands delivered, as full paths, or as addresses where it lies elsewhere."""

    def said(self) -> Iterator[str]:
        """For a person, line by line."""
        yield f"{spoken(self.job)}: {self.state.value}, {percent(self.permille)}"
        yield f"  {self.why}"
        if self.log_id:
            yield f"  {self.log_id} in the log"
        for step in self.steps:
            beside = remark(step)
            yield f"  {step.step} {step.done + step.failed}/{step.total}" + (f" ({beside})" if beside else "")
        for problem in self.problems:
            yield f"  {problem}"
        for file in self.files:
            yield f"  {spoken(file)}"


class Status(Document):
    """What `dropcut status --json` prints."""

    KIND: ClassVar[str] = "status"

    keeper: int | None
    """The process that works on these jobs now; null when none does."""
    jobs: tuple[JobStanding, ...]

    def said(self) -> Iterator[str]:
        """For a person, line by line."""
        for job in self.jobs:
            yield from job.said()
        waiting = sum(job.state is JobState.WORKING for job in self.jobs)
        if not self.jobs:
            yield "No drop was seen yet."
        if waiting and self.keeper is None:
            yield f"Nobody works on {count_of(waiting, 'job')} that could go on: begin with dropcut make, or dropcut serve."


def status(workplace: Workplace, drop: JobId | None) -> Status:
    """Of one job, or of all. Raises NotFound."""
    ledger = workplace.home.ledger
    jobs = ledger.jobs() if drop is None else iter((ledger.job(drop),))
    return Status(keeper=keeper(workplace.place.lock), jobs=tuple(_standing(workplace, job) for job in jobs))


def _standing(workplace: Workplace, job: Job) -> JobStanding:
    files = tuple(map(str, delivered_files(workplace.home, workplace.place, job.id)))
    return standing_of(workplace.home, job, files, workplace.opaque.job(job.id))


def standing_of(home: Home, job: Job, files: tuple[str, ...], log_id: str = "") -> JobStanding:
    """How one job stands, of which these files are delivered."""
    now = progress(home, job)
    return JobStanding(
        job=str(job.id),
        log_id=log_id,
        state=job.state,
        revision=job.revision,
        permille=now.permille,
        steps=now.steps,
        why=why(home, job),
        problems=problems_of(job),
        files=files,
    )
