"""Deleting by itself what a home was told to keep for so long and no longer."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from dropcut.domain.deleting import Whose
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Job
from dropcut.domain.jobs import ended as has_ended
from dropcut.domain.retention import Retention, millis
from dropcut.domain.values import Instant
from dropcut.engine.clean import clean
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.home import Home
from dropcut.ports.uploads import Uploads

log = structlog.get_logger(__name__)

BY_ITSELF = "retention"
"""Who asks for what goes by its time."""


def keep_no_longer(home: Home, deleting: Deleting, retention: Retention, uploads: Uploads) -> None:
    """Have go what is due: jobs first, so that what only they reached is found with them. Safe at any time, by any number.

    `uploads` know their time themselves.
    """
    if count := uploads.clear_away():
        log.info("what nobody went on sending went by its time", uploads=count)
    for job in tuple(_older(home, retention.jobs)):
        deleting.begin(Whose(owner=job.id.owner, drop=job.id.name), BY_ITSELF)
    deleting.go_on_with_all()
    for job in tuple(_older(home, retention.deliveries)):
        _retract(home, job)
    if retention.artifacts is not None:
        gone = clean(home, millis(retention.artifacts))
        if gone.tasks or gone.blobs:
            log.info("what nothing needed went by its time", results=gone.tasks, artifacts=gone.blobs, bytes=gone.bytes)


def _older(home: Home, days: int | None) -> Iterator[Job]:
    """Jobs that came to their ends so long ago."""
    if days is None:
        return
    before = Instant(home.ledger.now() - millis(days))
    for job in home.ledger.jobs():
        if has_ended(job) and (job.ended or job.revised) <= before:
            yield job


def _retract(home: Home, job: Job) -> None:
    try:
        taken = home.folder.retract(job.id)
    except Permanent as trouble:
        log.warning("a delivery cannot be taken back", job=str(job.id), why=str(trouble))
        return
    if taken.files:
        log.info("a delivery went by its time", job=str(job.id), files=taken.files)
