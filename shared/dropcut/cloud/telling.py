"""Telling hooks and status pages in the cloud: after an advance, when its turn was given back, and with every sweep."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from dropcut.cloud.workplace import Workplace
from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.names import JobId
from dropcut.engine.webhooks.telling import Telling

log = structlog.get_logger(__name__)


def told(workplace: Workplace, job: JobId) -> None:
    """Note what became of a job, and send it if there is anything new. What cannot be done now is left to the sweep."""

    def tell(telling: Telling) -> None:
        if telling.advanced(job):
            telling.send_due()

    _patiently(workplace, tell)
    if workplace.pages is not None:
        try:
            workplace.pages().tell(job)
        except Retryable as trouble:
            log.warning("the status page is written with the next advance", job=str(job), why=str(trouble))
        except Permanent as error:  # what people are told stops no job
            log.error("the status page cannot be written", job=str(job), why=str(error))  # noqa: TRY400 - known


def told_all(workplace: Workplace) -> None:
    """Note what no advance noted, and send what is due."""

    def tell(telling: Telling) -> None:
        telling.look()
        telling.send_due()

    _patiently(workplace, tell)


def _patiently(workplace: Workplace, tell: Callable[[Telling], None]) -> None:
    if workplace.telling is None:
        return
    try:
        tell(workplace.telling())
    except Retryable as trouble:
        log.warning("webhooks are told with the next sweep", why=str(trouble))
    except Permanent as error:  # the deployment says something wrong of mail or of addresses; jobs go on
        log.error("nobody is told what becomes of jobs", why=str(error))  # noqa: TRY400 - known
