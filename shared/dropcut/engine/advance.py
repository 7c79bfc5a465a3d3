"""Advance a job. Every event ends here: a new file, a finished task, a retry, a timer.

Advances of one job take turns; a wake that arrives during one makes it look once more.
"""

from __future__ import annotations

import structlog

from dropcut.domain.errors import Conflict, NotFound, Retryable, Stale
from dropcut.domain.jobs import Job, JobState, Turn, ended, revised, settled
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home
from dropcut.engine.look import Look, withdraw_rest
from dropcut.engine.money.settling import settle
from dropcut.engine.observe import look_at, waits_for_files
from dropcut.engine.versions import made_with

log = structlog.get_logger(__name__)


def advance(home: Home, job: JobId) -> None:
    """Look at a job until nothing more can be said now. Doing it again changes nothing."""
    while (turn := home.ledger.begin_advance(job, home.holder, home.tuning.turn_lease)) is not None:
        try:
            if not _take(home, turn):
                return
        except Stale:
            log.info("turn taken over", job=str(job), epoch=turn.epoch)
            return


def _take(home: Home, turn: Turn) -> bool:
    """Take one turn, and say whether to take another at once."""
    try:
        job = look_at(home, turn.job)
        if ended(job):
            withdraw_rest(home, turn, job)
            if job.state is JobState.CANCELLED:
                settle(home, job)
            return home.ledger.end_advance(turn, _again_in(job, home.ledger.now()) if waits_for_files(job) else None)
        now = home.ledger.now()
        if job.catalog != home.catalog.digest:
            job = home.ledger.update_job(revised(job, now, **made_with(home.catalog, job)))
        with home.traces.turn(job):
            look_again = Look(home, turn, job, now).take()
    except (Conflict, NotFound) as change:  # a cancel takes the groups away
        log.info("the job changed meanwhile", job=str(turn.job), how=str(change))
        home.ledger.end_advance(turn, None)
        return True
    except Retryable:
        home.ledger.end_advance(turn, home.tuning.patience)
        raise
    if look_again:
        home.ledger.wake([job.id])  # whoever dies before the next turn is followed by somebody else
    return home.ledger.end_advance(turn, _again_in(job, now))


def _again_in(job: Job, now: Instant) -> Millis | None:
    """How long until the quiet time of what is arriving ends; None when the drop was settled as the recipe saw it."""
    ends = [item.until(job.quiet) for item in job.coming(now)] or [job.settled_at]
    return None if settled(job, now) else Millis(max(0, min(ends) - now))
