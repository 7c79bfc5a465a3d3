"""An owner's hooks, and the log of what they were told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from secrets import token_bytes, token_hex
from typing import Final

from dropcut.domain.errors import Conflict, NotFound, Permanent
from dropcut.domain.jobs import JobState
from dropcut.domain.mail import mail_address
from dropcut.domain.names import Owner
from dropcut.domain.signing import secret_of
from dropcut.domain.values import Instant
from dropcut.domain.webhooks import (
    KEPT,
    MOST_HOOKS,
    DeliveryState,
    Form,
    Hook,
    MessageRecord,
    WebhookMessage,
    moment,
    record_of,
)
from dropcut.domain.wording import spoken
from dropcut.editing.status.notice import ping_notice
from dropcut.engine.webhooks.addresses import check_written
from dropcut.engine.webhooks.targets import target_of
from dropcut.ports.records import Record, Records

HOOKS: Final = "webhooks"
OPEN: Final = "webhooks-open"
"""Names of what is still to be sent, of all owners."""
WHEN_ENDED: Final = (JobState.DONE, JobState.FAILED, JobState.HELD, JobState.CANCELLED)
FOR_PEOPLE: Final = (JobState.DONE, JobState.FAILED, JobState.HELD)
"""Whoever stopped a job knows."""
_AT_ONCE: Final = 200
_SECRET_BYTES: Final = 32
_MAIL: Final = "mailto:"
_CHATS: Final = {"hooks.slack.com": Form.SLACK, "chat.googleapis.com": Form.GOOGLE_CHAT}
_ID: Final = re.compile(r"wh_[0-9a-f]{16}")


def log_of(owner: Owner) -> str:
    """The drawer of an owner's delivery log."""
    return f"webhooks-log/{owner}"


def add_hook(  # noqa: PLR0913 - all that a person can say of one
    records: Records,
    owner: Owner,
    url: str,
    states: tuple[JobState, ...] = WHEN_ENDED,
    *,
    inner: bool = False,
    form: Form = Form.JSON,
) -> Hook:
    """Tell `url` of an owner's jobs from now on. Its secret is new: show it once, where it signs. Raises Permanent."""
    _check_place(url, form, inner=inner)
    if not states:
        raise Permanent("A webhook is told of at least one state.", f"Say one of: {', '.join(JobState)}.")
    if sum(1 for _ in hooks_of(records, owner)) >= MOST_HOOKS:
        raise Permanent(f"{owner} has {MOST_HOOKS} webhooks: no more are kept.", "Remove one first.")
    hook = Hook(
        id=f"wh_{token_hex(8)}",
        owner=owner,
        url=url,
        secret=secret_of(token_bytes(_SECRET_BYTES)),
        states=tuple(dict.fromkeys(states)),
        form=form,
        inner=inner,
        created=records.now(),
    )
    records.keep(HOOKS, _name(owner, hook.id), hook.dumped().decode())
    return hook


def form_of(url: str) -> Form:
    """The form that an address asks for by itself."""
    if url.startswith(_MAIL):
        return Form.MAIL
    with suppress(Permanent):  # what is wrong with it is told when it is added
        return _CHATS.get(target_of(url, inner=True).host, Form.JSON)
    return Form.JSON


def _check_place(url: str, form: Form, *, inner: bool) -> None:
    if form is Form.MAIL:
        mail_address(url)
        return
    target = target_of(url, inner=inner)
    if not inner:
        check_written(target.host)


def remove_hook(records: Records, owner: Owner, hook: str) -> None:
    """Tell it nothing more. What was begun is given up. Raises NotFound."""
    the_hook(records, owner, hook)
    records.drop(HOOKS, _name(owner, hook))


def hooks_of(records: Records, owner: Owner) -> Iterator[Hook]:
    """All of an owner's."""
    return (Hook.load(record.text) for record in _all(records, HOOKS, f"{owner}/"))


def every_hook(records: Records) -> Iterator[Hook]:
    """All of a home's."""
    return (Hook.load(record.text) for record in _all(records, HOOKS, ""))


def the_hook(records: Records, owner: Owner, hook: str) -> Hook:
    """One of an owner's. Raises NotFound."""
    record = records.record(HOOKS, _name(owner, hook)) if _ID.fullmatch(hook) else None
    if record is None:
        raise NotFound(f"{owner} has no webhook {spoken(hook)}.", "List them to see which there are.")
    return Hook.load(record.text)


def log_page(records: Records, owner: Owner, limit: int, after: str = "", hook: str = "") -> tuple[MessageRecord, ...]:
    """What was told to an owner's hooks (to one, when said), the newest first."""
    found = list[MessageRecord]()
    while len(found) < limit:
        page = records.records(log_of(owner), "", _AT_ONCE, after)
        some = (MessageRecord.load(record.text) for record in page)
        found += [record for record in some if hook in {"", record.hook}]
        if len(page) < _AT_ONCE:
            break
        after = page[-1].name
    return tuple(found[:limit])


def ping(records: Records, hook: Hook) -> MessageRecord:
    """A message of no job, to see whether it arrives; it is sent like any other."""
    now = records.now()
    name = f"{10**14 - 1 - now:014d}-{token_hex(16)}"
    message = WebhookMessage(
        id=f"msg_{name.rpartition('-')[2]}", type="ping", at=moment(now), owner=hook.owner, job="", revision=0, state=None
    )
    words = ping_notice(hook.owner).model_dump_json() if hook.form.for_people else ""
    record = record_of(hook, name, message, now, words)
    note(records, record)
    return record


def again(records: Records, owner: Owner, name: str) -> MessageRecord:
    """Try a message once more from the beginning, whatever became of it: the same bytes, under the same id. Raises NotFound."""
    there = records.record(log_of(owner), name)
    if there is None:
        raise NotFound(f"The log has no message {spoken(name)}.", "It is kept for 30 days.")
    now = records.now()
    opened = MessageRecord.load(there.text).with_(state=DeliveryState.OPEN, begun=0, due=now)
    records.keep(log_of(owner), name, opened.dumped().decode(), there.version, Instant(now + KEPT))
    postpone(records, opened)
    return opened


def note(records: Records, record: MessageRecord) -> bool:
    """Record a message that is to be sent, unless it is recorded. That it is open is said first: nobody forgets it then."""
    until = Instant(record.due + KEPT)
    with suppress(Conflict):  # somebody notes the same at this moment, or was stopped before the next line
        records.keep(OPEN, open_name(record), str(record.due), until=until)
    try:
        records.keep(log_of(record.owner), record.name, record.dumped().decode(), until=until)
    except Conflict:
        return False
    return True


def postpone(records: Records, record: MessageRecord) -> None:
    """Say among all that is open when this is due. Only a hint, which saves reading it before: the log says what holds."""
    name = open_name(record)
    there = records.record(OPEN, name)
    with suppress(Conflict):
        records.keep(OPEN, name, str(record.due), there.version if there else 0, Instant(record.due + KEPT))


def open_ones(records: Records) -> Iterator[Record]:
    """All that is still to be sent, of all owners; `text` is when it is due."""
    return _all(records, OPEN, "")


def open_name(record: MessageRecord) -> str:
    """Among all that is open."""
    return f"{record.owner}/{record.name}"


def _name(owner: Owner, hook: str) -> str:
    return f"{owner}/{hook}"


def _all(records: Records, drawer: str, beginning: str) -> Iterator[Record]:
    after = ""
    while page := records.records(drawer, beginning, _AT_ONCE, after):
        yield from page
        after = page[-1].name
        if len(page) < _AT_ONCE:
            return
