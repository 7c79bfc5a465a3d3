"""What a person or a program may ask of a job: to begin, to stop, to try again."""

from __future__ import annotations

from collections.abc import Callable

from dropcut.domain.decisions import Decision
from dropcut.domain.errors import Conflict, Permanent
from dropcut.domain.jobs import Job, JobState, revised
from dropcut.domain.money import Budget
from dropcut.domain.names import JobId, Owner
from dropcut.domain.settings import Options
from dropcut.domain.values import Instant, Millis, Sha256, digest
from dropcut.engine.drop import APPROVED
from dropcut.engine.home import Home
from dropcut.engine.observe import observe, wake
from dropcut.engine.priorities import BULK, PERSON
from dropcut.engine.versions import made_with
from dropcut.ports.dispatch import RunTask

UNTYPED = Options()
_AHEAD = Millis(60_000)
"""The quiet time of a job that is recorded before anything of it is there: as homes have it that nobody told otherwise."""


def submit(home: Home, drop: JobId, quiet: Millis, options: Options = UNTYPED, priority: int = BULK) -> Job:
    """Begin to process a drop, or go on; other options make a new revision. Gives the job as it stands."""
    home.ledger.create_job(_new_job(home, drop).with_(quiet=quiet, options=options, priority=priority))
    _change(home, drop, lambda job: _with_options(home, job, quiet, options, priority))
    job = observe(home, drop)
    wake(home, job)
    return job


def take_in(home: Home, drop: JobId, quiet: Millis) -> None:
    """Begin to process a drop that was seen and never asked for; one that was deleted stays so until its files change."""
    try:
        files = home.folder.files(drop)
    except Permanent:  # too many, or too deep: the job that begins says so
        files = ()
    if not home.withheld(drop, files):
        submit(home, drop, quiet)


def begin(home: Home, drop: JobId) -> Job:
    """Note that a person or a program asked for this very drop: whatever its settings say of waiting, it begins."""
    return _change(home, drop, lambda job: job.with_(begun_by_hand=True))


def cancel(home: Home, drop: JobId) -> Job:
    """Stop a job: running work that nobody else wants ends within seconds. What was made is kept for a later retry."""
    job = _change(home, drop, _cancelled)
    home.ledger.cancel_wishes(drop)
    wake(home, job)
    return job


def retry(home: Home, drop: JobId) -> Job:
    """Go on after a failure or a cancel: everything that failed is tried again, everything that is done is kept.

    A new revision, because more may be delivered than the one before had.
    """
    tasks = home.ledger.retry(drop)
    job = _change(home, drop, lambda job: _retried(job, home.ledger.now()))
    if tasks:
        home.dispatch.send([RunTask(task=task.id, priority=task.priority, job=drop) for task in tasks])
    wake(home, job)
    return job


def decide(home: Home, drop: JobId, decisions: tuple[Decision, ...]) -> Job:
    """Let what a person settled about the cut be what holds: a new revision, when it differs."""
    job = _change(home, drop, lambda job: _decided(job, decisions, home.ledger.now()))
    wake(home, job)
    return job


def decide_over(home: Home, drop: JobId, seen: Sha256, decisions: tuple[Decision, ...]) -> Job:
    """As `decide`, in the place of those decisions alone whose digest is `seen`. Raises Conflict when others hold by now."""
    job = _change(home, drop, lambda job: _decided_over(job, seen, decisions, home.ledger.now()))
    wake(home, job)
    return job


def approve(home: Home, drop: JobId, revision: int) -> Job:
    """Note that a person wants this revision as it is; a job that was held for their word goes on. Raises Conflict.

    Only a revision that stands can be approved: one that is done, or held.
    """
    job = _change(home, drop, lambda job: _approved(job, revision))
    if job.state is JobState.WORKING:
        wake(home, job)
    return job


def approved_revision(job: Job) -> int | None:
    """The last revision that a person approved."""
    return int(job.kept[APPROVED]) if APPROVED in job.kept else None


def afford(home: Home, drop: JobId, budget: Budget | None) -> Job:
    """Settle what a job may spend; None: what its settings say. One that was held over its budget is looked at again.

    No new revision: what may be spent changes nothing of what is made.
    """
    job = _change(home, drop, lambda job: _afforded(job, budget))
    wake(home, job)
    return job


def afford_ahead(home: Home, drop: JobId, budget: Budget | None) -> Job:
    """The same for a drop that is about to arrive: its job is recorded, and does nothing before its files are there."""
    home.ledger.create_job(_new_job(home, drop).with_(quiet=_AHEAD))
    return afford(home, drop, budget)


def settle_after(home: Home, drop: JobId, quiet: Millis) -> Job:
    """Have a job's files count once they rested for so long: whoever recorded it ahead could not know."""
    return _change(home, drop, lambda job: job.with_(quiet=quiet))


def look_again(home: Home, owner: Owner) -> None:
    """Have each job of an owner looked at again that was held over a budget: it may have been raised."""
    for job in home.ledger.jobs(owner, {JobState.HELD}):
        if job.over is not None:
            wake(home, job)


def deliver_anew(home: Home, drop: JobId) -> Job:
    """A new revision though nothing changed: what was made is found again, what was delivered is delivered again."""
    job = _change(home, drop, lambda job: revised(job, home.ledger.now(), priority=PERSON))
    wake(home, job)
    return job


def forget(home: Home, drop: JobId) -> None:
    """Remove a job that has ended; what it made goes with the next cleaning. Raises Permanent while it is working."""
    job = home.ledger.job(drop)
    if job.state is JobState.WORKING:
        raise Permanent(f"The job {drop} is still being worked on.", f"Cancel it first: dropcut cancel {drop}")
    home.ledger.forget_job(drop)


def _new_job(home: Home, drop: JobId) -> Job:
    """A job goes on counting from what stands delivered, so that a lost ledger never holds up later deliveries."""
    delivered = home.folder.delivery(drop)
    job = Job(id=drop, revision=delivered.revision if delivered else 0)
    return job.with_(**made_with(home.catalog, job))


def _with_options(home: Home, job: Job, quiet: Millis, options: Options, priority: int) -> Job:
    same = job.with_(quiet=quiet, priority=max(job.priority, priority))
    return same if job.options == options else revised(same, home.ledger.now(), options=options)


def _afforded(job: Job, budget: Budget | None) -> Job:
    """The same revision goes on where it was kept back; whether it may is for its next advance to say."""
    if job.budget == budget:
        return job
    changed = job.with_(budget=budget)
    return changed if job.over is None else changed.with_(state=JobState.WORKING, over=None, waiting_for="", ended=None)


def _decided(job: Job, decisions: tuple[Decision, ...], now: Instant) -> Job:
    return job if job.decisions == decisions else revised(job, now, decisions=decisions, priority=PERSON)


def _decided_over(job: Job, seen: Sha256, decisions: tuple[Decision, ...], now: Instant) -> Job:
    if digest(job.decisions) != seen:
        raise Conflict("Somebody else settled something about this cut meanwhile.", "Read the decisions again.")
    return _decided(job, decisions, now)


def _approved(job: Job, revision: int) -> Job:
    if job.over is not None:
        raise Conflict(f"Revision {revision} is not made yet: {job.waiting_for}", "Raise the budget, then look at the cut.")
    if job.revision != revision or job.state not in {JobState.DONE, JobState.HELD}:
        raise Conflict(f"Revision {revision} does not stand: the job is {job.state.value} at {job.revision}.", "Look again.")
    state = JobState.WORKING if job.state is JobState.HELD else job.state
    return job.with_(state=state, kept={**job.kept, APPROVED: str(revision)})


def _retried(job: Job, now: Instant) -> Job:
    return revised(job, now, retried=now, priority=PERSON).with_(state=JobState.WORKING, begun_by_hand=True)


def _cancelled(job: Job) -> Job:
    return job if job.state is JobState.DONE else job.with_(state=JobState.CANCELLED)


def _change(home: Home, drop: JobId, change: Callable[[Job], Job]) -> Job:
    while True:
        job = home.ledger.job(drop)
        changed = change(job)
        if changed == job:
            return job
        try:
            return home.ledger.update_job(changed)
        except Conflict:
            continue
