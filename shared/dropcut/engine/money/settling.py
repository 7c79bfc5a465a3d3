"""What is noted when a job comes to rest: what it spent of its owner's month, and how long its tasks took."""

from __future__ import annotations

import structlog

from dropcut.domain.errors import DropcutError
from dropcut.domain.jobs import Job, JobState
from dropcut.engine.home import Home
from dropcut.engine.money.learning import learn

log = structlog.get_logger(__name__)


def settle(home: Home, job: Job) -> None:
    """Said again it notes the same; what is not noted now is noted when the job comes to rest again."""
    purse = home.purse()
    if purse is None:
        return
    try:
        for month, spent in job.costs.months.items():
            purse.note(job.id, month, spent)
    except DropcutError as trouble:
        log.warning("what a job spent was not noted", job=str(job.id), why=str(trouble))
    if job.state is JobState.DONE:
        learn(home, purse, job)
