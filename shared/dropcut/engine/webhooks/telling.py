"""Telling hooks: what a job came to is noted, and what is noted is sent until it is taken or given up.

Level-triggered, like all else: whoever looks compares how jobs stand with what is noted. A crash anywhere is made good by
the next look; one message is noted once for each hook, job, revision and state, however many look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import groupby, islice
from typing import Final

import structlog

from dropcut.domain.errors import NotFound, Retryable
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Instant
from dropcut.domain.webhooks import (
    REMEMBERED,
    DeliveryState,
    Hook,
    MessageRecord,
    WebhookMessage,
    message_name,
    message_of,
    record_of,
    since,
)
from dropcut.editing.status.notice import Notice, notice_of
from dropcut.engine.home import Home
from dropcut.engine.webhooks.carrying import Carrier
from dropcut.engine.webhooks.hooks import OPEN, every_hook, hooks_of, log_of, note, open_ones
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.engine.webhooks.pacing import Pacing
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.trying import tried_once
from dropcut.engine.webhooks.voice import SILENT, Voice
from dropcut.ports.records import Record, Records

log = structlog.get_logger(__name__)

_AT_ONCE: Final = 200
_SIDE_BY_SIDE: Final = 8
_REMEMBERED_NAMES: Final = 50_000
NO_MAIL: Final = Mailer()


class Telling:
    """Tells the hooks of one home. Safe for threads and processes; every call may be made at any time, by any number.

    `records` is where hooks and their log lie. `source` tells homes apart that share those. `voice` is what people are told
    of places. `may_go_inside` is whether a hook that a person at the machine allowed to lead inside may do so here.
    """

    def __init__(  # noqa: PLR0913 - all that a home says of itself
        self,
        home: Home,
        records: Records,
        post: Post,
        source: str = "",
        *,
        mailer: Mailer = NO_MAIL,
        voice: Voice = SILENT,
        may_go_inside: bool = False,
    ) -> None:
        self._home = home
        self._records = records
        self._carrier = Carrier(post, mailer, may_go_inside)
        self._voice = voice
        self._source = source
        self._noted: set[str] = set()

    def advanced(self, job: JobId) -> bool:
        """Note what became of one job, and say whether that is news to anybody. Raises Unavailable."""
        hooks = list(hooks_of(self._records, job.owner))
        if not hooks:
            return False
        try:
            return self._note(self._home.ledger.job(job), hooks)
        except NotFound:  # it was forgotten meanwhile: there is nothing to tell
            return False

    def look(self) -> None:
        """Note what no advance noted: a crash, or a hook's store that did not answer, makes it late and no more."""
        oldest = self._records.now() - REMEMBERED
        of_owner = groupby(sorted(every_hook(self._records), key=_owner), key=_owner)
        for owner, hooks in [(owner, list(group)) for owner, group in of_owner]:
            for job in self._home.ledger.jobs(owner):
                if since(job) >= oldest:
                    self._note(job, hooks)

    def send_due(self) -> int:
        """Send what is due, hooks side by side, each hook's messages one after another; gives how many were tried."""
        now = self._records.now()
        loaded = (self._loaded(each) for each in open_ones(self._records) if int(each.text) <= now)
        due = sorted(islice((each for each in loaded if each is not None), _AT_ONCE), key=_hook_then_age)
        lines = [list(group) for _, group in groupby(due, key=lambda record: (record.owner, record.hook))]
        if not lines:
            return 0
        with ThreadPoolExecutor(min(_SIDE_BY_SIDE, len(lines)), thread_name_prefix="telling") as pool:
            return sum(pool.map(self._send_line, lines))

    def _note(self, job: Job, hooks: Iterable[Hook]) -> bool:
        wanted = [(hook, message_name(hook, job, self._source)) for hook in hooks if hook.wants(job.state, since(job))]
        fresh = [(hook, name) for hook, name in wanted if name not in self._noted]
        if not fresh:
            return False
        files = self._files(job)
        notice = cache(lambda: notice_of(self._voice.situation_of(self._home, job)))
        noted = [self._noted_for(hook, job, message_of(job, name, files), name, notice) for hook, name in fresh]
        self._remember(name for _, name in fresh)
        return any(noted)

    def _noted_for(self, hook: Hook, job: Job, message: WebhookMessage, name: str, notice: Callable[[], Notice]) -> bool:
        """Whether it is on its way now."""
        due, body = self._records.now(), ""
        if hook.form.for_people:
            pacing = Pacing(self._records, hook, job, self._source)
            if pacing.knows(name) and self._records.record(log_of(hook.owner), name):
                return False
            said = notice()
            later = pacing.due(name, said)
            if later is None:
                return False
            due, body = later, said.model_dump_json()
        if note(self._records, record_of(hook, name, message, due, body)):
            log.info("noted for a webhook", hook=hook.id, job=str(job.id), revision=job.revision, state=job.state.value)
        return True

    def _remember(self, names: Iterable[str]) -> None:
        if len(self._noted) > _REMEMBERED_NAMES:
            self._noted.clear()
        self._noted.update(names)

    def _files(self, job: Job) -> tuple[str, ...]:
        standing = self._home.folder.delivery(job.id) if job.state is JobState.DONE else None
        return tuple(sorted(standing.files)) if standing else ()

    def _loaded(self, record: Record) -> MessageRecord | None:
        """What an open name stands for; None while whoever notes it has not come to that, and for what is ended."""
        owner, _, name = record.name.partition("/")
        found = self._records.record(log_of(Owner(owner)), name)
        message = MessageRecord.load(found.text) if found else None
        if message is not None and message.state is not DeliveryState.OPEN:
            self._records.drop(OPEN, record.name)
            return None
        return message

    def _send_line(self, line: Sequence[MessageRecord]) -> int:
        return sum(self._sent(record) for record in line)

    def _sent(self, record: MessageRecord) -> bool:
        """False when somebody else is on it, or the store does not answer: when its lease ends it is tried again."""
        try:
            after = tried_once(self._records, self._carrier, record)
        except Retryable as trouble:
            log.warning("left to the next look", message=record.message, why=str(trouble))
            return False
        return after != record


def _owner(hook: Hook) -> Owner:
    return hook.owner


def _hook_then_age(record: MessageRecord) -> tuple[str, str, Instant, str]:
    return record.owner, record.hook, record.due, record.name
