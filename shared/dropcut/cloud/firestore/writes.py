"""What one commit writes, as values: all of it is accepted, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_WRITES = 500
"""One commit takes no more."""
MOST_BYTES = 3 * 1024 * 1024
"""One commit takes 10 MiB, the emulator 4, with all names and marks."""

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """One document as it was read. `updated`, in nanoseconds, is None when it is not there."""

    path: str
    fields: Fields
    updated: int | None

    @property
    def there(self) -> bool:
        """Whether there is such a document."""
        return self.updated is not None


@dataclass(frozen=True, slots=True)
class Add:
    """So much more."""

    more: int


@dataclass(frozen=True, slots=True)
class Lower:
    """The smaller of the two, or this if there was none."""

    to: int


@dataclass(frozen=True, slots=True)
class CommitTime:
    """When it was asked for, by the server's clock, in whole milliseconds."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """A moment, in milliseconds, as Firestore's own policy of expiry reads it. Read back it is nothing."""

    at: int


Transform = Add | Lower | CommitTime
"""What Firestore makes of the value that is there: such writes are never in each other's way."""


@dataclass(frozen=True, slots=True)
class Create:
    """Refused when the document is there."""

    path: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Update:
    """Replaces these fields. Refused when the document is not there, or was written since `updated`, when said."""

    path: str
    fields: Fields
    updated: int | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Refused when the document was written since `updated`."""

    path: str
    updated: int | None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Changes nothing, and is refused when the document was written since `updated`.

    Firestore's only way to say so: writing a field as it is, which leaves the time of the last change as it was.
    """

    path: str
    fields: Fields
    updated: int | None


Write = Create | Update | Delete | Unchanged


def written(seen: Seen, fields: Fields) -> Create | Update:
    """The document with these fields, as long as nobody wrote it since it was seen. Only those that differ are sent."""
    if not seen.there:
        return Create(seen.path, fields)
    return Update(seen.path, {name: to for name, to in fields.items() if seen.fields.get(name) != to}, seen.updated)


def unchanged(seen: Seen) -> Unchanged:
    """Nothing, as long as nobody wrote the document since it was seen."""
    return Unchanged(seen.path, {"owner": seen.fields["owner"]}, seen.updated)


def deleted(seen: Seen) -> Delete:
    """The document gone, as long as nobody wrote it since it was seen."""
    return Delete(seen.path, seen.updated)
