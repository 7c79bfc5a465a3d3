"""Small documents about an owner or a job: who may do what, who is signed in, what was told to whom, what was asked before."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.domain.errors import Conflict
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import digest
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.ports.records import Record, Records

_AT_ONCE: Final = 200
_BELOW_OWNER: Final = (
    ("webhooks", "webhooks"),
    ("messages to webhooks", "webhooks-open"),
    ("deeds of old", "deeds"),
    ("what was spent", "used"),
)


@dataclass(frozen=True)
class _Found:
    """A record that is to go."""

    what: str
    drawer: str
    name: str


class Notes(Unhindered):
    """See `dropcut.ports.remains.Remains`. Who did what stays: it holds opaque ids, and what they stand for goes here.

    The names of drawers and what is in them are those of the modules that keep them; a test deletes one of each.
    """

    def __init__(self, records: Records, opaque: Opaque, name: str = "small documents") -> None:
        self._records = records
        self._opaque = opaque
        self._name = name

    @property
    def name(self) -> str:
        """The home's own, or another's that tells of this home's jobs."""
        return self._name

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Roles before sign-ins: whoever is stopped in between finds the persons by what is left."""
        counts = dict[str, int]()
        self._spent_by_nobody(whose)
        for found in self._found(whose):
            self._records.drop(found.drawer, found.name)
            counts[found.what] = counts.get(found.what, 0) + 1
        return tuple(Removed(what=what, count=count) for what, count in counts.items())

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Those that would go if it were said again."""
        count = sum(1 for _ in self._found(whose))
        return (Left(what="small documents", count=count, why="They came while the rest went."),) if count else ()

    def _found(self, whose: Whose) -> Iterator[_Found]:
        yield from self._told(whose)
        yield from self._asked(whose)
        if whose.job is None:
            yield from self._of_owner(whose.owner)
        yield from self._uploads(whose)
        yield from self._names(whose)

    def _told(self, whose: Whose) -> Iterator[_Found]:
        """What webhooks were told, and what they are still to be told."""
        log = f"webhooks-log/{whose.owner}"
        for record in self._all(log):
            job = str(json.loads(record.text).get("job", ""))
            if whose.job is None or job == str(whose.job):
                yield _Found("messages to webhooks", "webhooks-open", f"{whose.owner}/{record.name}")
                yield _Found("messages to webhooks", log, record.name)

    def _asked(self, whose: Whose) -> Iterator[_Found]:
        """Answers that are kept for a day, for whoever asks twice under one key."""
        said = f"{whose.owner}/" if whose.job is None else str(whose.job)
        for record in self._all("asked"):
            answer = b64decode(json.loads(record.text).get("body", "")).decode(errors="replace")
            if f'"{said}' in answer or f"/{said}" in answer:
                yield _Found("answers kept for a day", "asked", record.name)

    def _of_owner(self, owner: Owner) -> Iterator[_Found]:
        if self._records.record("allowances", owner) is not None:
            yield _Found("allowances", "allowances", owner)
        for what, drawer in _BELOW_OWNER:
            yield from (_Found(what, drawer, record.name) for record in self._all(drawer, f"{owner}/"))
        for record in self._all("members", f"{owner}/"):
            person = record.name.partition("/")[2]
            yield _Found("roles", "rights", f"{person}/{owner}")
            others = any(each.name != f"{person}/{owner}" for each in self._all("rights", f"{person}/"))
            if not others:
                yield from self._sessions_of(person)
            yield _Found("roles", "members", record.name)

    def _spent_by_nobody(self, whose: Whose) -> None:
        """What a job spent counts against its owner's month, also when nobody can tell any more which job it was."""
        if whose.job is None:
            return
        nameless = JobId(whose.owner, self._opaque.job(whose.job))
        for record in self._all("used", f"{whose.owner}/"):
            told = json.loads(record.text)
            if told["job"] == [*whose.job]:
                name = f"{whose.owner}/{told['month']}/{digest(str(nameless))[:32]}"
                with suppress(Conflict):  # by an earlier pass
                    self._records.keep("used", name, json.dumps({**told, "job": [*nameless]}))
                self._records.drop("used", record.name)

    def _sessions_of(self, person: str) -> Iterator[_Found]:
        """Whoever may do nothing any more is signed out."""
        for record in self._all("sessions"):
            if json.loads(record.text).get("person") == person:
                yield _Found("sign-ins", "sessions", record.name)

    def _uploads(self, whose: Whose) -> Iterator[_Found]:
        below = f"{whose.owner}/" if whose.job is None else f"{whose.owner}/{_place(whose.job)}/"
        yield from (_Found("uploads under way", "uploads", record.name) for record in self._all("uploads", below))

    def _names(self, whose: Whose) -> Iterator[_Found]:
        """What the opaque ids of an owner stand for."""
        owner = self._opaque.owner(whose.owner)
        below = f"{owner}/" if whose.job is None else f"{owner}/{self._opaque.job(whose.job)}"
        yield from (_Found("names of opaque ids", "names", record.name) for record in self._all("names", below))

    def _all(self, drawer: str, beginning: str = "") -> Iterator[Record]:
        after = ""
        while page := self._records.records(drawer, beginning, _AT_ONCE, after):
            yield from page
            after = page[-1].name


def _place(job: JobId) -> str:
    return digest(str(job))[:32]
