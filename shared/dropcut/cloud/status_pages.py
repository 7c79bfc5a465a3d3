"""The page in each drop's outbox that says in plain words how it stands, written after an advance when it is news."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import structlog

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.naming import STATUS_PAGE, inbox_of, outbox_of
from dropcut.domain.errors import Conflict, NotFound
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId
from dropcut.domain.values import digest
from dropcut.domain.wording import spoken
from dropcut.editing.status.situation import Result, Situation
from dropcut.editing.status.words import page_of
from dropcut.editing.status.written import as_text
from dropcut.engine.home import Home
from dropcut.engine.paper_edit import FILE
from dropcut.engine.situations import doubts_of, standing_of

log = structlog.get_logger(__name__)

_SAID: Final = "dropcut-said"
"""Under which the object says which page it is, so that it need not be read."""
_REFUSED: Final = "dropcut-refused"
"""The generation of the review that nobody would obey."""
_WHY: Final = "dropcut-why"


class StatusPages:
    """Those of one home. `store` is the bucket of its outboxes, `inbox` that of its users' files."""

    def __init__(self, home: Home, store: Bucket, inbox: Bucket, review_of: Callable[[JobId], str]) -> None:
        self._home = home
        self._store = store
        self._inbox = inbox
        self._review_of = review_of

    def tell(self, drop: JobId) -> None:
        """Have the page say how the drop stands. Of several who write at once the last one to look does. Raises Unavailable."""
        there = self._store.looked(outbox_of(drop) + STATUS_PAGE)
        self._tell(drop, there, self._still(drop, there))

    def remark(self, drop: JobId, refusal: str) -> None:
        """Have it say also why the review that lies there is not obeyed, as long as that lies there; or nothing of it."""
        there, review = self._store.looked(outbox_of(drop) + STATUS_PAGE), self._store.looked(outbox_of(drop) + FILE)
        about = {_REFUSED: str(review.generation), _WHY: refusal} if review is not None and refusal else {}
        self._tell(drop, there, about)

    def _still(self, drop: JobId, there: Stored | None) -> dict[str, str]:
        """What the page remarks, while the edit that it remarks on is the one that lies there."""
        if there is None or _REFUSED not in there.metadata:
            return {}
        review = self._store.looked(outbox_of(drop) + FILE)
        if review is None or str(review.generation) != there.metadata[_REFUSED]:
            return {}
        return {name: there.metadata[name] for name in (_REFUSED, _WHY) if name in there.metadata}

    def _tell(self, drop: JobId, there: Stored | None, remarks: Mapping[str, str]) -> None:
        try:
            job = self._home.ledger.job(drop)
        except NotFound:  # deleted meanwhile
            return
        page = page_of(self._situation(job, remarks.get(_WHY, "")))
        said = digest(page)
        if there is not None and there.metadata.get(_SAID) == said:
            return
        try:
            over = there.generation if there is not None else NOBODY
            text = as_text(page).encode("utf-8", "backslashreplace")
            self._store.put(outbox_of(drop) + STATUS_PAGE, text, {**remarks, _SAID: said}, over)
        except Conflict:
            log.info("somebody else wrote the status page", job=str(drop))

    def _situation(self, job: Job, refusal: str) -> Situation:
        standing = standing_of(job, self._home.ledger.now())
        told = {
            "notes": (*standing.notes, *((f"What you changed in {FILE} is not obeyed: {refusal}",) if refusal else ())),
            "folder": _address(self._inbox, inbox_of(job.id)),
            "review": self._review_of(job.id),
            "doubts": doubts_of(self._home, job),
            "result": self._result(job.id),
        }
        return standing.model_copy(update=told)

    def _result(self, drop: JobId) -> Result | None:
        delivery = self._home.folder.delivery(drop)
        if delivery is None:
            return None
        place = f"Beside this page, in {_address(self._store, outbox_of(drop))}."
        return Result(revision=delivery.revision, place=place, files=tuple((name, "") for name in sorted(delivery.files)))


def _address(bucket: Bucket, path: str) -> str:
    return spoken(f"gs://{bucket.name}/{path}")
