"""How the jobs of a home elsewhere stand."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import Elsewhere
from dropcut.engine.why import why
from dropcut.local.elsewhere.fetching import delivered_addresses
from dropcut.local.standing import JobStanding, Status, standing_of


def status_elsewhere(elsewhere: Elsewhere, drop: JobId | None, owner: Owner | None) -> Status:
    """Of one job, or of all, or of all of an owner's. No keeper is named: machines come and go there. Raises NotFound."""
    ledger = elsewhere.home.ledger
    jobs = ledger.jobs(owner) if drop is None else iter((ledger.job(drop),))
    return Status(keeper=None, jobs=tuple(_standing(elsewhere, job) for job in jobs))


def why_there(elsewhere: Elsewhere, job: Job) -> str:
    """Why a job is not done yet; what to type names its home."""
    if job.state is JobState.CANCELLED:
        return f"It was cancelled: dropcut retry {spoken(str(job.id))} --home {elsewhere.address} goes on with it."
    return why(elsewhere.home, job)


def _standing(elsewhere: Elsewhere, job: Job) -> JobStanding:
    standing = standing_of(elsewhere.home, job, delivered_addresses(elsewhere, job.id))
    return standing.model_copy(update={"why": why_there(elsewhere, job)})


def said_elsewhere(status: Status) -> Iterator[str]:
    """For a person, line by line: that nobody keeps the home is no news there."""
    for job in status.jobs:
        yield from job.said()
    if not status.jobs:
        yield "No drop was seen yet."
