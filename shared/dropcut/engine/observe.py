"""Looking at a drop's folder. What is there is the truth; an event only says that looking may be worth it."""

from __future__ import annotations

from dropcut.domain.arrival import observed, unreadable
from dropcut.domain.errors import Conflict, Permanent
from dropcut.domain.jobs import Job, JobState, ended, settled
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Failure
from dropcut.engine.home import Home
from dropcut.ports.dispatch import Advance


def observe(home: Home, job: JobId) -> Job:
    """Look at the folder of a recorded job, and have the job advanced when anything counts as new. Raises NotFound."""
    before = home.ledger.job(job)
    after = _looked(home, before)
    if after.version != before.version:
        wake(home, after)
    return after


def look_at(home: Home, job: JobId) -> Job:
    """The job as it stands; while it is not settled, after a look at its folder. For use within a turn."""
    record = home.ledger.job(job)
    rests = ended(record) and not waits_for_files(record)
    return record if rests or settled(record, home.ledger.now()) else _looked(home, record)


def waits_for_files(job: Job) -> bool:
    """Whether something is arriving that may begin it again, though it has ended."""
    return bool(job.arriving) and job.state is not JobState.CANCELLED


def wake(home: Home, job: Job) -> None:
    """Record that the job must be advanced, then say so."""
    home.ledger.wake([job.id])
    home.dispatch.send([Advance(job=job.id, priority=job.priority)])


def _looked(home: Home, job: Job) -> Job:
    while True:
        seen = _seen(home, job)
        if seen is job:
            return job
        try:
            return home.ledger.update_job(seen)
        except Conflict:
            job = home.ledger.job(job.id)


def _seen(home: Home, job: Job) -> Job:
    """What a look at the folder makes of the job. That it cannot be read is a state of it too, and its user is told."""
    try:
        listing = home.folder.files(job.id)
    except Permanent as trouble:
        failure = Failure(kind="permanent", message=trouble.message, hint=trouble.hint)
        return unreadable(job, failure, home.ledger.now())
    return observed(job, listing, home.ledger.now())
