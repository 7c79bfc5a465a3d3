"""Telling people not too often: one state of a job at most every ten minutes, the same trouble once, and how it stands now.

What was told last lies beside the log, and is changed by compare-and-set: a crash or a second teller changes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import Final

from dropcut.domain.errors import Conflict
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import Owner
from dropcut.domain.values import Instant, Sha256, digest
from dropcut.domain.webhooks import KEPT, DeliveryState, Heard, Hook, LastTold, MessageRecord, superseded
from dropcut.editing.status.notice import Notice
from dropcut.engine.webhooks.hooks import OPEN, log_of, open_name
from dropcut.ports.records import Record, Records

_TROUBLES: Final = {JobState.FAILED, JobState.HELD}


class Pacing:
    """What one hook for people was told of one job. `source` tells homes apart that share records."""

    def __init__(self, records: Records, hook: Hook, job: Job, source: str) -> None:
        self._records = records
        self._owner = hook.owner
        self._job = job
        self._name = f"{hook.id}-{sha256(f'{source} {job.id}'.encode()).hexdigest()[:32]}"

    def knows(self, name: str) -> bool:
        """Whether that message is the last one, or one of an older state: then there is nothing to find words for."""
        last = self._last()[1]
        return last is not None and (last.name == name or self._is_older(last))

    def due(self, name: str, notice: Notice) -> Instant | None:
        """When to send it; None when it is no news."""
        while True:
            there, last = self._last()
            if last is not None and last.name == name:
                return last.due
            words, now = digest(notice), self._records.now()
            if last is not None and (self._is_older(last) or self._is_that_trouble(last.state, last.words, words)):
                return None
            heard = last.heard_by(now) if last else None
            is_known = heard is not None and self._is_that_trouble(heard.state, heard.words, words)
            told = self._back_to(heard, words) if heard is not None and is_known else self._news(name, heard, words, now)
            try:
                self._keep(told, there)
            except Conflict:
                continue
            if last is not None:
                _take_the_place_of(self._records, self._owner, last.name)
            return None if is_known else told.due

    def _news(self, name: str, heard: Heard | None, words: Sha256, now: Instant) -> LastTold:
        told = LastTold(name=name, state=self._job.state, revision=self._job.revision, words=words, due=now)
        if heard is None:
            return told
        due = heard.next(self._job.state, now)
        before = {"heard": heard.at, "heard_state": heard.state, "heard_words": heard.words, "earlier": heard.every}
        return told.model_copy(update={"due": due, **before})

    def _back_to(self, heard: Heard, words: Sha256) -> LastTold:
        """Things stand as people know already: what was to be told in between is not, and no message is this one."""
        told = LastTold(name="", state=heard.state, revision=self._job.revision, words=words, due=heard.at)
        return told.model_copy(update={"earlier": heard.every})

    def _last(self) -> tuple[Record | None, LastTold | None]:
        there = self._records.record(_drawer(self._owner), self._name)
        return there, LastTold.load(there.text) if there else None

    def _keep(self, told: LastTold, there: Record | None) -> None:
        seen, until = there.version if there else 0, Instant(told.due + KEPT)
        self._records.keep(_drawer(self._owner), self._name, told.dumped().decode(), seen, until)

    def _is_older(self, last: LastTold) -> bool:
        return self._job.revision < last.revision

    def _is_that_trouble(self, state: JobState, said: str, words: Sha256) -> bool:
        return self._job.state in _TROUBLES and state is self._job.state and said == words


def _take_the_place_of(records: Records, owner: Owner, name: str) -> None:
    """Of a message that nobody was sent yet; one that is under way arrives."""
    there = records.record(log_of(owner), name) if name else None
    message = MessageRecord.load(there.text) if there else None
    if there is None or message is None or message.state is not DeliveryState.OPEN or message.begun:
        return
    with suppress(Conflict):
        records.keep(log_of(owner), name, superseded(message).dumped().decode(), there.version, there.until)
        records.drop(OPEN, open_name(message))


def _drawer(owner: Owner) -> str:
    return f"webhooks-last/{owner}"
