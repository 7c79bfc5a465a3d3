"""When a recorded blob turns out to be missing or damaged: whatever made it is wanted again."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from dropcut.domain.errors import Conflict, LostBlob, NotFound
from dropcut.domain.names import JobId, origin
from dropcut.engine.batches import ADVANCE
from dropcut.engine.home import Home

log = structlog.get_logger(__name__)


def remake(home: Home, lost: LostBlob, jobs: Iterable[JobId]) -> None:
    """Forget the tasks that made the lost blobs, and let each job look at every shard of its groups again."""
    for path in lost.paths:
        made = origin(path)
        if made.task.step != ADVANCE and home.ledger.forget(made.task, made.epoch):
            log.warning("a stored result is lost and made again", path=path, why=lost.message)
    for job in jobs:
        recheck(home, job)


def recheck(home: Home, job: JobId) -> None:
    """Let a job look at every shard of its groups again, at its next advance."""
    while True:
        try:
            record = home.ledger.job(job)
            home.ledger.update_job(record.with_(recheck=record.recheck + 1))
        except Conflict:
            continue
        except NotFound:
            log.info("the job is gone", job=str(job))
        return
