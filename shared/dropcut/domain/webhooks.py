"""Telling other programs what became of a job: what is told, to whom, and how often it is tried."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, ClassVar, Final
from urllib.parse import quote, urlsplit

from pydantic import Field

from dropcut.domain.documents import Document
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import Owner
from dropcut.domain.values import Count, Instant, Millis, Sha256, Value, canonical, says_nothing

MOST_HOOKS: Final = 10
"""Of one owner."""
_SECOND: Final = 1_000
_WAITS_S: Final = (10, 60, 300, 1_800, 7_200, 21_600, 36_000)
"""After each attempt that failed; after one more it is given up: within a day."""
MOST_ATTEMPTS: Final = len(_WAITS_S) + 1
LEASE: Final = Millis(60_000)
"""How long one attempt may take before another may begin; far longer than it does."""
KEPT: Final = Millis(30 * 24 * 3_600 * _SECOND)
"""How long the log knows of a message."""
REMEMBERED: Final = Millis(24 * 3_600 * _SECOND)
"""How long after it came to be a state is still told to those who were not told."""
APART: Final = Millis(10 * 60 * _SECOND)
"""People are told of one state of a job at most so often: what comes meanwhile takes the place of what was not sent yet."""
SOONER: Final = Millis(60 * _SECOND)
"""And so soon of another state than the last."""
_MOST_TOLD: Final = 20
_LONGEST: Final = 500
_LAST: Final = 10**14 - 1


class Form(StrEnum):
    """In which form a hook is told."""

    JSON = "json"
    """Signed, for programs."""
    SLACK = "slack"
    GOOGLE_CHAT = "google-chat"
    MAIL = "mail"

    @property
    def for_people(self) -> bool:
        """Whether people read it: they are told in sentences, and not too often."""
        return self is not Form.JSON


def _is_for_programs(form: Form) -> bool:
    return form is Form.JSON


class Hook(Document):
    """Where an owner wants to be told."""

    KIND: ClassVar[str] = "hook"

    id: str
    owner: Owner
    url: Annotated[str, Field(repr=False)]
    """Not shown in logs: some hold a key of their receiver's."""
    secret: Annotated[str, Field(repr=False)]
    """Signs; shown once, to whoever made the hook, and never again."""
    states: tuple[JobState, ...]
    """Of which states it wants to know."""
    form: Form = Field(default=Form.JSON, exclude_if=_is_for_programs)
    inner: bool = False
    """Whether it may lead to this machine or its network: only a person at the machine itself can say so."""
    created: Instant

    @property
    def shown(self) -> str:
        """Where it leads, for people. The address of a chat is its key."""
        if self.form in {Form.JSON, Form.MAIL}:
            return self.url
        return f"https://{urlsplit(self.url).hostname or ''}/…"

    def wants(self, state: JobState, since: Instant) -> bool:
        """Whether it is told of a state that came to be then: nothing is told of what was before it was made."""
        return state in self.states and since >= self.created


class Trouble(Value):
    """Why something could not be done, for a person."""

    about: str
    message: str
    hint: str


class WebhookMessage(Document):
    """What is sent. Other people's programs read it: see `docs/how-to/webhooks.md`."""

    KIND: ClassVar[str] = "webhook"

    id: str
    """The same in every attempt to send it."""
    type: str
    """`job.done`, `job.failed`, `job.held`, `job.cancelled`, `job.working`, or `ping`."""
    at: str
    """When it came to be, in ISO 8601."""
    owner: str
    job: str
    """`<owner>/<drop>`; empty in a `ping`."""
    revision: Count
    state: JobState | None
    troubles: tuple[Trouble, ...] = ()
    """What could not be done; the first few."""
    files: tuple[str, ...] = ()
    """The names of what stands delivered, when it is done."""
    href: str = ""
    """Where the job can be asked for, below the address of the API."""


class DeliveryState(StrEnum):
    """How a message stands."""

    OPEN = "open"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    SUPERSEDED = "superseded"
    """A later one of the same job took its place before it was sent: people are told how things stand."""


class Sent(Value):
    """One attempt."""

    at: Instant
    took: Millis
    status: int | None
    """What the receiver answered, if it did."""
    outcome: str
    """In a sentence."""


class MessageRecord(Document):
    """One message to one hook, and all that became of it: a line of the delivery log."""

    KIND: ClassVar[str] = "message"

    name: str
    """In the log; a later message has an earlier name."""
    hook: str
    owner: Owner
    message: str
    """Its id."""
    type: str
    job: str
    revision: Count
    body: str
    """What is sent, byte for byte, whenever it is tried."""
    state: DeliveryState = DeliveryState.OPEN
    begun: Count = 0
    """Attempts, also those of which nobody knows how they ended."""
    due: Instant
    """When it is to be tried next."""
    sent: tuple[Sent, ...] = ()

    def with_(self, **changes: object) -> MessageRecord:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class Heard(Value):
    """What people heard of one job by some moment."""

    at: Instant
    state: JobState
    words: str
    """The digest of what was said; empty where nobody knows it any more."""
    every: dict[JobState, Instant]
    """When each state was told last."""

    def next(self, state: JobState, now: Instant) -> Instant:
        """When news of a state may be told: each at most every ten minutes, and any a minute after another."""
        same = self.every[state] + APART if state in self.every else now
        return Instant(max(now, self.at + SOONER, same))


class LastTold(Document):
    """What a hook for people was told last of one job: so they hear of its news, and not of every step."""

    KIND: ClassVar[str] = "last-told"

    name: str
    """Of the message."""
    state: JobState
    revision: Count
    words: Sha256
    """Of what it says."""
    due: Instant
    """When it was, or is, to be sent."""
    heard: Instant | None = None
    """When the one before it was sent; None where there was none."""
    heard_state: JobState | None = None
    heard_words: str = Field(default="", exclude_if=says_nothing)
    """The digest of what it said."""
    earlier: dict[JobState, Instant] = Field(default_factory=dict, exclude_if=says_nothing)
    """When each state was told last, before this message: a job that goes to and fro is no reason for a storm."""

    def heard_by(self, now: Instant) -> Heard | None:
        """What was heard last, at that moment: this message, or the one before it, where this one was not sent yet."""
        if self.due <= now or self.heard is None:
            return Heard(at=self.due, state=self.state, words=self.words, every={**self.earlier, self.state: self.due})
        if self.heard_state is None:
            return None
        every = {**self.earlier, self.heard_state: self.heard}
        return Heard(at=self.heard, state=self.heard_state, words=self.heard_words, every=every)


class Tried(Value):
    """How one attempt went."""

    took: Millis
    status: int | None = None
    outcome: str
    final: bool = False
    """Whether trying again would be the same, or forbidden."""
    wait: Millis | None = None
    """How long the receiver asks to be left alone."""

    @property
    def well(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - what HTTP calls success


def since(job: Job) -> Instant:
    """When a job came to the state it is in."""
    return job.ended if job.ended is not None else job.revised


def message_name(hook: Hook, job: Job, source: str) -> str:
    """One for each hook, job, revision and state, whoever looks and how often: so nobody is told twice.

    `source` is the home, where hooks are told of several; a job that was forgotten and begun anew is another one.
    """
    identity = [hook.id, source, str(job.id), job.created, job.revision, job.state.value]
    return f"{_LAST - since(job):014d}-{sha256(canonical(identity)).hexdigest()[:32]}"


def message_of(job: Job, name: str, files: tuple[str, ...]) -> WebhookMessage:
    """What is told of a job as it stands."""
    return WebhookMessage(
        id=f"msg_{name.rpartition('-')[2]}",
        type=f"job.{job.state.value}",
        at=moment(since(job)),
        owner=job.id.owner,
        job=str(job.id),
        revision=job.revision,
        state=job.state,
        troubles=tuple(
            Trouble(about=each.about[:_LONGEST], message=each.failure.message[:_LONGEST], hint=each.failure.hint[:_LONGEST])
            for each in job.refusals[:_MOST_TOLD]
        ),
        files=files,
        href=f"/v1/jobs/{job.id.owner}/{quote(job.id.name, safe='')}",
    )


def record_of(hook: Hook, name: str, message: WebhookMessage, now: Instant, body: str = "") -> MessageRecord:
    """A message that is to be sent then. `body` is what people are sent in the message's place."""
    return MessageRecord(
        name=name,
        hook=hook.id,
        owner=hook.owner,
        message=message.id,
        type=message.type,
        job=message.job,
        revision=message.revision,
        body=body or message.dumped().decode(),
        due=now,
    )


def begun(record: MessageRecord, now: Instant) -> MessageRecord:
    """As it is while an attempt is under way: counted before it is made, so that no crash makes them endless."""
    return record.with_(begun=record.begun + 1, due=Instant(now + LEASE))


def ended(record: MessageRecord, tried: Tried, now: Instant) -> MessageRecord:
    """After an attempt: delivered, to be tried again later, or given up."""
    sent = Sent(at=Instant(now - tried.took), took=tried.took, status=tried.status, outcome=tried.outcome)
    after = record.with_(sent=(*record.sent, sent)[-MOST_ATTEMPTS:])
    if tried.well:
        return after.with_(state=DeliveryState.DELIVERED)
    if tried.final or record.begun >= MOST_ATTEMPTS:
        return after.with_(state=DeliveryState.GIVEN_UP)
    return after.with_(due=Instant(now + max(_wait(record), tried.wait or 0)))


def superseded(record: MessageRecord) -> MessageRecord:
    """One that nobody was sent, and that a later one of the same job makes needless."""
    return record.with_(state=DeliveryState.SUPERSEDED)


def exhausted(record: MessageRecord) -> bool:
    """Whether its last attempt ended without a word."""
    return record.begun >= MOST_ATTEMPTS


def moment(at: Instant) -> str:
    """In ISO 8601: `2026-11-21T15:00:00.123Z`."""
    return f"{datetime.fromtimestamp(at // _SECOND, UTC):%Y-%m-%dT%H:%M:%S}.{at % _SECOND:03d}Z"


def _wait(record: MessageRecord) -> Millis:
    """Longer each time, and for every message a little other, so that not all of an outage come back at once."""
    whole = _WAITS_S[min(record.begun, len(_WAITS_S)) - 1] * _SECOND
    return Millis(whole + whole * (int(record.name[-4:], 16) % 200) // 1_000)
