"""A home that runs elsewhere, as a command line sees it: who implements this is found by the scheme of its address.

A package names its homes in the entry points of `HOMES`, a scheme each: `gs = "dropcut.cloud.visiting.wiring:visited"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol, Self

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import DropcutError, Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Count, Value
from dropcut.domain.wording import spoken
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.findings import Finding
from dropcut.engine.home import Home
from dropcut.ports.records import Records

HOMES: Final = "dropcut.homes"
"""The group of entry points."""
_SHAPE = re.compile(r"(?P<scheme>[a-z][a-z0-9]*)://(?P<bucket>[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?P<rest>/.*)?", re.DOTALL)
_INBOX = "inbox"
_OWNER_AND_DROP = 3
_HINT = "It is SCHEME://BUCKET, or SCHEME://BUCKET/inbox/OWNER/, as in gs://my-inbox/inbox/me/"


def names_a_home(text: str) -> bool:
    """Whether this is meant as the address of a home elsewhere, and not as a folder of this machine."""
    return "://" in text


class Address(Value):
    """A home elsewhere, by its inbox; an owner in it, and a drop of theirs, when they are said."""

    scheme: str
    bucket: str
    owner: Owner | None = None
    drop: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `SCHEME://BUCKET[/inbox[/OWNER[/DROP]]][/]`. Raises Permanent."""
        found = _SHAPE.fullmatch(text)
        if found is None:
            raise Permanent(f"{spoken(text)} is not the address of a home.", _HINT)
        parts = (found["rest"] or "").removeprefix("/").removesuffix("/").split("/")
        parts = [] if parts == [""] else parts
        if "" in parts or len(parts) > _OWNER_AND_DROP or parts[:1] not in ([], [_INBOX]):
            raise Permanent(f"{spoken(text)} is not a place in an inbox.", _HINT)
        owner, drop = (*parts[1:], None, None)[:2]
        _check(owner, drop)
        return cls(scheme=found["scheme"], bucket=found["bucket"], owner=None if owner is None else Owner(owner), drop=drop)

    @property
    def said(self) -> str:
        """The home, as a person calls it."""
        return spoken(f"{self.scheme}://{self.bucket}")


def _check(owner: str | None, drop: str | None) -> None:
    try:
        JobId.parse(f"{owner or 'me'}/drop")
    except Permanent as error:
        hint = "An owner is written in small letters, digits, '.', '_' or '-', and begins with a letter or digit."
        raise Permanent(f"{spoken(owner or '')} cannot be an owner.", hint) from error
    JobId.parse(f"me/{drop or 'drop'}")


@dataclass(frozen=True)
class UserFile:
    """A file on this machine that is to be sent."""

    version: FileVersion
    open: Callable[[], BinaryIO]
    """That version of it. Raises Gone, at once or with the read that would give other bytes."""


class Moved(Value):
    """How far a sending is."""

    files: Count = 0
    sent: Count = 0
    """Files that are there now, and were not before."""
    there: Count = 0
    """Files that were there already."""
    bytes: Count = 0
    arrived: Count = 0
    """Bytes that need not be sent any more."""
    resumed: Count = 0
    """Those of them that an earlier call had sent of files which were not complete."""
    doing: str = ""
    """A file that is under way."""


class Sending(Protocol):
    """Files on their way. They arrive whole or not at all, and replace nothing that somebody else put there."""

    def moved(self) -> Moved:
        """How far it is now."""

    def over(self, within_s: float) -> bool:
        """Whether nothing is under way any more, waiting for that for so long at most."""

    def stop(self) -> None:
        """Begin nothing more. What arrived stays, and what is half sent is gone on with by the next call."""

    def troubles(self) -> Sequence[DropcutError]:
        """What could not be sent, and why."""


@dataclass(frozen=True)
class Law:
    """What a home has for answering whoever asks what is known of them, and wants it gone."""

    deleting: Deleting
    records: Records
    opaque: Opaque
    here: bool = True
    """Whether whoever asks may do it; else it is written down, and the home does it with its next sweep."""
    without: str = ""
    """What cannot be told here of an owner, in a sentence."""


class Elsewhere(Protocol):
    """One home that runs elsewhere, and an inbox that can be dropped into."""

    @property
    def home(self) -> Home:
        """Its ledger, folder and messages, for asking. Raises Permanent when it cannot be told where those are."""

    @property
    def law(self) -> Law:
        """How it deletes, and writes down who did what. Raises Permanent as `home` does."""

    @property
    def address(self) -> str:
        """As `--home` takes it."""

    @property
    def log(self) -> str:
        """Where its operators read what happened, in words."""

    def examined(self) -> Iterator[Finding]:
        """What there is to say of it: can it be reached, is it looked after. Raises nothing."""

    def inbox_of(self, drop: JobId) -> str:
        """Where the files of a drop lie, as an address."""

    def outbox_of(self, drop: JobId) -> str:
        """Where its deliveries lie, as an address."""

    def there(self, drop: JobId) -> Mapping[str, FileVersion]:
        """What lies in a drop now, by path. Raises Permanent when there is no such inbox, or it is closed to us."""

    def send(self, drop: JobId, waves: Sequence[Sequence[UserFile]], notes: Path, *, replace: bool) -> Sending:
        """Begin to send: no file of a wave before all files of the wave before it have arrived.

        `notes` is a folder for what a later call must know to go on. With `replace` they may take the place of what
        somebody else put there. Raises Permanent, before anything is sent, when that would be needed and is not said.
        """


Visit = Callable[[str], AbstractContextManager[Elsewhere]]
"""Opens the home of an inbox, given the inbox's own name. Raises Permanent when it cannot be opened at all."""
