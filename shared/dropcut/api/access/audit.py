"""Who did what, an entry a deed. Entries are only ever added, each with the digest of the one before, and name nobody.

What an entry's ids stand for is kept apart, under its owner, and goes with the owner or the drop: the entries stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

import structlog

from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Count, Instant, Value
from dropcut.ports.records import Record, Records

log = structlog.get_logger(__name__)

_DRAWER: Final = "deeds"
NAMES: Final = "names"
"""The drawer in which it stands what ids stand for: `<owner's id>/<id>`."""
_DAY_MS: Final = 24 * 3600 * 1000
_KEPT_MS: Final = 400 * _DAY_MS
_FORGETTING: Final = frozenset({"delete", "delete_job", "delete_owner"})
"""Whoever had something deleted is not the one to keep its name."""
_LAST: Final = 10**12 - 1


class Done(Value):
    """What somebody did, or was refused, as it was seen."""

    person: str
    did: str
    """The route's name, as in the API's documentation, or the command's."""
    owner: Owner
    about: str = ""
    """Which drop, or which person; empty where it was neither."""
    status: int
    request: str = ""
    address: str = ""


def _numbered(deed: dict[str, Any]) -> dict[str, Any]:
    return {**deed, "number": 0, "previous": ""}


class Deed(Document):
    """The same, as it is kept."""

    KIND = "deed"
    NUMBER = 2
    LIFTS = {1: _numbered}  # noqa: RUF012 - as every document's

    number: Count
    """Of this owner's, from 1 on; 0 of those that were written before they were numbered."""
    previous: str
    """The sha256 of the entry before, as it is kept; empty where there is none."""
    at: Instant
    person: str
    """Opaque; so are `owner`, `about` and `address`."""
    did: str
    owner: str
    about: str
    status: int
    request: str
    address: str


class Page(Value):
    """Some of them, the newest first, with the names that are still known."""

    deeds: tuple[Deed, ...]
    after: str
    """Where the next page begins; empty when this is the last."""
    broken: tuple[int, ...]
    """Numbers of entries that are not followed by the one that they name: somebody changed or removed what was there."""


def note(records: Records, opaque: Opaque, done: Done, kept_ms: int = _KEPT_MS) -> Deed:
    """Write it down, with the moment."""
    owner = opaque.owner(done.owner)
    about = opaque.job(JobId(done.owner, done.about)) if done.about else ""
    person, address = opaque.person(done.person), opaque.address(done.address)
    until = Instant(records.now() + kept_ms)
    named = (
        ()
        if done.did in _FORGETTING
        else ((person, done.person), (about, done.about), (address, done.address), (owner, done.owner))
    )
    for name, text in named:
        if name:
            _remember(records, f"{owner}/{name}", text, until)
    while True:
        newest = records.records(_DRAWER, f"{owner}/", 1)
        deed = Deed(
            number=Deed.load(newest[0].text).number + 1 if newest else 1,
            previous=_digest(newest[0]) if newest else "",
            at=records.now(), person=person, did=done.did, owner=owner, about=about, status=done.status,
            request=done.request, address=address,
        )  # fmt: skip
        try:
            kept = records.keep(_DRAWER, f"{owner}/{_LAST - deed.number:012d}", deed.dumped().decode(), 0, until)
        except Conflict:  # somebody else did something at this very moment
            continue
        log.info("deed", **deed.model_dump(mode="json", exclude={"at", "schema_"}), digest=_digest(kept))
        return deed


def _remember(records: Records, name: str, text: str, until: Instant) -> None:
    """What an id stands for is known for as long as the newest entry that holds it, to a day."""
    there = records.record(NAMES, name)
    if there is None or (there.until is not None and there.until + _DAY_MS < until):
        with suppress(Conflict):  # somebody else does the same at this moment
            records.keep(NAMES, name, text, there.version if there else 0, until)


def deeds(records: Records, opaque: Opaque, owner: Owner, limit: int, after: str) -> Page:
    """Those about an owner's drops."""
    below = f"{opaque.owner(owner)}/"
    found = records.records(_DRAWER, below, limit + 1, f"{below}{after}" if after else "")
    shown, broken = found[:limit], tuple(_broken(found))
    further = shown[-1].name.partition("/")[2] if len(found) > limit else ""
    names = {record.name.partition("/")[2]: record.text for record in all_of(records, NAMES, below)}
    return Page(deeds=tuple(_named(Deed.load(record.text), names) for record in shown), after=further, broken=broken)


def all_of(records: Records, drawer: str, below: str) -> Iterator[Record]:
    """Whatever lies below a name."""
    after = ""
    while page := records.records(drawer, below, 200, after):
        yield from page
        after = page[-1].name


def _broken(found: tuple[Record, ...]) -> Iterator[int]:
    """Of two that follow each other the newer names the older. The oldest that is kept names what has gone by its time."""
    for newer, older in pairwise(found):
        deed = Deed.load(newer.text)
        if deed.previous != _digest(older):
            yield deed.number


def _named(deed: Deed, names: dict[str, str]) -> Deed:
    said = {field: names.get(getattr(deed, field), getattr(deed, field)) for field in ("person", "owner", "about", "address")}
    return deed.model_copy(update=said)


def _digest(record: Record) -> str:
    return sha256(record.text.encode()).hexdigest()
