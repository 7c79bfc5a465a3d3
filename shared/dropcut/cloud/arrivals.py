"""What is done when something changes in the inbox."""

from __future__ import annotations

import structlog

from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.jobs import ended, settled
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis
from dropcut.engine.home import Home
from dropcut.engine.jobs import settle_after, take_in
from dropcut.engine.observe import observe, wake

log = structlog.get_logger(__name__)


def noticed(home: Home, drop: JobId, quiet: Millis) -> None:
    """Have a drop looked at, one that was never seen too.

    While files arrive a job looks at its folder whenever it is advanced: then it is enough to have that done, and a
    thousand files that come at once are not a thousand looks.
    """
    try:
        job = home.ledger.job(drop)
    except NotFound:
        if _has_files(home, drop):  # a deletion, told late, begins no job
            take_in(home, drop, quiet)
        return
    if job.quiet != quiet:
        job = settle_after(home, drop, quiet)
    if ended(job) or settled(job, home.ledger.now()):
        observe(home, drop)
    else:
        wake(home, job)


def _has_files(home: Home, drop: JobId) -> bool:
    try:
        return bool(home.folder.files(drop))
    except Permanent:  # too many, or too deep: the job that begins says so
        return True


def take_in_new(home: Home, quiet: Millis) -> None:
    """Take in drops that no event told of. One that cannot be read holds up no other."""
    known = {job.id for job in home.ledger.jobs()}
    for drop in home.folder.drops():
        if drop not in known:
            try:
                take_in(home, drop, quiet)
            except Permanent as trouble:
                log.warning("this drop cannot be looked at", job=str(drop), why=str(trouble))
