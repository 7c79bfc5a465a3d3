"""One attempt to send one message: taken, made, and written down. Of several who try at once one does."""

from __future__ import annotations

from typing import Final

import structlog

from dropcut.domain.errors import Conflict
from dropcut.domain.values import Instant, Millis
from dropcut.domain.webhooks import KEPT, DeliveryState, MessageRecord, Tried, begun, ended, exhausted
from dropcut.engine.webhooks.carrying import Carrier
from dropcut.engine.webhooks.hooks import OPEN, hooks_of, log_of, open_name, postpone
from dropcut.ports.records import Record, Records

log = structlog.get_logger(__name__)

_NOT_TRIED: Final = Millis(0)


def tried_once(records: Records, carrier: Carrier, record: MessageRecord) -> MessageRecord:
    """Try it, unless it is not due or somebody else is on it; gives what the log says then. Raises Unavailable."""
    there = records.record(log_of(record.owner), record.name)
    message = MessageRecord.load(there.text) if there else record
    now = records.now()
    if there is None or message.state is not DeliveryState.OPEN or message.due > now:
        return message
    if exhausted(message):
        tried = Tried(took=_NOT_TRIED, outcome="The last attempt ended without a word.", final=True)
        return _written(records, ended(message, tried, now), there.version)
    try:
        taken = _kept(records, begun(message, now), there.version)
    except Conflict:
        return message
    mine = MessageRecord.load(taken.text)
    tried = _tried(records, carrier, mine)
    return _written(records, ended(mine, tried, records.now()), taken.version)


def _tried(records: Records, carrier: Carrier, record: MessageRecord) -> Tried:
    hook = next((each for each in hooks_of(records, record.owner) if each.id == record.hook), None)
    if hook is None:
        return Tried(took=_NOT_TRIED, outcome="The webhook was removed.", final=True)
    return carrier.carry(hook, record, records.now())


def _written(records: Records, record: MessageRecord, version: int) -> MessageRecord:
    _kept(records, record, version)
    _log(record)
    if record.state is DeliveryState.OPEN:
        postpone(records, record)
    else:
        records.drop(OPEN, open_name(record))
    return record


def _log(record: MessageRecord) -> None:
    """What was not taken is told louder: somebody may wait for it."""
    told = {"hook": record.hook, "message": record.message, "state": record.state.value, "outcome": record.sent[-1].outcome}
    if record.state is DeliveryState.DELIVERED:
        log.info("webhook tried", **told)
    else:
        log.warning("not told yet" if record.state is DeliveryState.OPEN else "never told", **told)


def _kept(records: Records, record: MessageRecord, version: int) -> Record:
    until = Instant(records.now() + KEPT)
    return records.keep(log_of(record.owner), record.name, record.dumped().decode(), version, until)
