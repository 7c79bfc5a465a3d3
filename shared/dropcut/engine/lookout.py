"""When the last sweep ended, for whoever wants to know whether anybody still looks after a home."""

from __future__ import annotations

from typing import ClassVar, Final

import structlog

from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict
from dropcut.domain.values import Instant
from dropcut.ports.records import Records

log = structlog.get_logger(__name__)

_DRAWER: Final = "home"
_NAME: Final = "sweep"


class LastSweep(Document):
    """The last sweep that ended well."""

    KIND: ClassVar[str] = "sweep"

    ended: Instant
    """By the clock of the records."""


def note_a_sweep(records: Records) -> None:
    """One ended just now. Raises Unavailable."""
    before = records.record(_DRAWER, _NAME)
    now = LastSweep(ended=records.now())
    try:
        records.keep(_DRAWER, _NAME, now.dumped().decode(), before.version if before else 0)
    except Conflict:
        log.debug("another sweep ended at the same time")


def last_sweep(records: Records) -> LastSweep | None:
    """The last one that was noted, if any was. Raises Unavailable, Permanent."""
    found = records.record(_DRAWER, _NAME)
    return LastSweep.load(found.text) if found else None
