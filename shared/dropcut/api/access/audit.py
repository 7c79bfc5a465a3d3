"""Who did what, an entry a deed. Entries are only ever added."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import structlog

from dropcut.domain.documents import Document
from dropcut.domain.names import Owner
from dropcut.domain.values import Instant
from dropcut.ports.records import Records

log = structlog.get_logger(__name__)

_DRAWER: Final = "deeds"
_KEPT_MS: Final = 400 * 24 * 3600 * 1000
_END_OF_TIME: Final = 10**14


class Deed(Document):
    """What somebody did, or was refused."""

    KIND = "deed"

    at: Instant
    person: str
    did: str
    """The route's name, as in the API's documentation."""
    owner: str
    about: str
    """Which drop, or which person; empty where it was neither."""
    status: int
    request: str
    address: str


def note(records: Records, deed: Deed) -> None:
    """Write it down, with the moment."""
    now = records.now()
    log.info("deed", **deed.model_dump(mode="json", exclude={"at", "schema_"}))
    said = deed.model_copy(update={"at": now})
    name = f"{deed.owner}/{_END_OF_TIME - now:015d}-{uuid4().hex[:12]}"
    records.keep(_DRAWER, name, said.dumped().decode(), 0, Instant(now + _KEPT_MS))


def deeds(records: Records, owner: Owner, limit: int, after: str) -> tuple[tuple[Deed, ...], str]:
    """Those about an owner's drops, the newest first, and where the next page begins."""
    found = records.records(_DRAWER, f"{owner}/", limit, f"{owner}/{after}" if after else "")
    further = found[-1].name.partition("/")[2] if len(found) == limit else ""
    return tuple(Deed.load(record.text) for record in found), further
