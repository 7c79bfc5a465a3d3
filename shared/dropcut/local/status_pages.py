"""The page in each drop's outbox that says in plain words how it stands. It is written when it says something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

import structlog

from dropcut.domain.errors import DropcutError
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant
from dropcut.domain.wording import spoken
from dropcut.editing.status.situation import Doubt, Result, Situation
from dropcut.editing.status.words import page_of
from dropcut.editing.status.written import as_text
from dropcut.engine.home import Home
from dropcut.engine.situations import doubts_of, standing_of
from dropcut.local.delivered import master_first
from dropcut.local.files.durable import make_folder, write_over
from dropcut.local.files.faults import in_words
from dropcut.local.files.record import STATUS_PAGE, is_our_page
from dropcut.local.place import Place

log = structlog.get_logger(__name__)

_APART_S: Final = 1.0
_GROWING: Final = ".dropcut-status.part"


class StatusPages:
    """Those of one home. Safe for threads: whoever writes last writes what stands."""

    def __init__(self, home: Home, place: Place, review_of: Callable[[JobId], str]) -> None:
        self._home = home
        self._place = place
        self._review_of = review_of
        self._remarks: dict[JobId, str] = {}
        self._doubts: dict[JobId, tuple[Instant | None, tuple[Doubt, ...]]] = {}
        self._said: dict[JobId, str] = {}
        self._known: dict[JobId, tuple[int, str, str]] = {}
        self._told: dict[JobId, float] = {}

    def remark(self, drop: JobId, remark: str) -> None:
        """Have the page say this too; nothing more of it when it is empty."""
        self._remarks[drop] = remark
        self._told.pop(drop, None)
        self.tell(self._home.ledger.job(drop))

    def tell(self, job: Job) -> None:
        """Have the page of a job say how it stands, once a second while it is worked on.

        What cannot be written now is written with the next news.
        """
        known = (job.version, self._remarks.get(job.id, ""), self._review_of(job.id))
        if known == self._known.get(job.id) and not job.arriving:
            return
        if job.state is JobState.WORKING and monotonic() - self._told.get(job.id, 0.0) < _APART_S:
            return
        self._told[job.id] = monotonic()
        text = as_text(page_of(self._situation(job)))
        if self._said.get(job.id) == text:
            self._known[job.id] = known
            return
        try:
            self._write(self._place.outbox_of(job.id), text)
        except DropcutError as trouble:
            log.warning("the status page is written later", job=str(job.id), why=str(trouble))
        else:
            self._said[job.id], self._known[job.id] = text, known

    def _situation(self, job: Job) -> Situation:
        standing = standing_of(job, self._home.ledger.now())
        remark = self._remarks.get(job.id, "")
        told = {
            "folder": spoken(str(self._place.inbox_of(job.id))),
            "result": self._result(job.id),
            "review": self._review_of(job.id),
            "doubts": self._doubts_of(job),
            "notes": (*standing.notes, *((f"What you changed in review.md is not obeyed: {remark}",) if remark else ())),
        }
        return standing.model_copy(update=told)

    def _doubts_of(self, job: Job) -> tuple[Doubt, ...]:
        known = self._doubts.get(job.id)
        if known is None or known[0] != job.ended:
            known = self._doubts[job.id] = (job.ended, doubts_of(self._home, job))
        return known[1]

    def _result(self, drop: JobId) -> Result | None:
        delivery = self._home.folder.delivery(drop)
        if delivery is None:
            return None
        names = sorted(delivery.files, key=master_first)
        place = f"Beside this page, in {spoken(str(self._place.outbox_of(drop)))}."
        return Result(revision=delivery.revision, place=place, files=tuple((name, "") for name in names))

    def _write(self, outbox: Path, text: str) -> None:
        with in_words(outbox):
            page, growing = outbox / STATUS_PAGE, outbox / _GROWING
            data = text.encode("utf-8", "backslashreplace")
            if os.path.lexists(page) and (not is_our_page(page) or page.read_bytes() == data):
                return  # a user's own file of that name stays
            make_folder(outbox)
            growing.unlink(missing_ok=True)
            with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
                file.write(data)
            write_over(growing, page)
