"""References to bytes: blobs we wrote, files that users dropped, and lists too long to carry along."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from dropcut.domain.values import Count, Instant, Locator, Sha256, Value, Where, canonical, content, digest

T = TypeVar("T")


class Blob(Value):
    """An immutable output of ours. Its content is its bytes; the path only says where this copy lies."""

    sha256: Sha256
    size: Count
    path: Locator


class FileVersion(Value):
    """One version of one file in a drop, as the folder tells it without reading the bytes."""

    path: str
    """Relative to the drop, with `/` between folders."""
    version: str
    """Changes whenever the bytes may have changed; opaque."""
    size: Count
    modified: Annotated[Instant, Where()] = Instant(0)

    def spoken(self) -> str:
        """What a person calls it."""
        return self.path


class Many(Value, Generic[T]):
    """A list that may be too long for a document: its content is a digest, its items lie in a blob when there are many.

    `do.map` takes and gives these, so that advancing a job costs the same for ten shards as for ten thousand.
    """

    digest: Sha256
    count: Count
    inline: Annotated[tuple[T, ...] | None, Where()] = None
    blob: Annotated[Blob | None, Where()] = None

    def content(self) -> object:
        """A list is its items, wherever they are kept."""
        return {"many": self.digest, "count": self.count}

    @classmethod
    def of(cls, items: tuple[T, ...]) -> Many[T]:
        """A short list, carried along."""
        return cls(digest=digest_of_items(items), count=len(items), inline=items)


def digest_of_items(items: tuple[object, ...]) -> Sha256:
    """One digest for a list, from the digests of its items."""
    whole = sha256()
    for item in items:
        whole.update(digest(item).encode())
    return Sha256(whole.hexdigest())


class Result(Value):
    """What a task gave: its value as JSON text, inside the record when small, in a blob when not."""

    digest: Sha256
    """Of the value's content: what the keys of later tasks are made from."""
    inline: str | None = Field(default=None)
    blob: Blob | None = Field(default=None)


INLINE_LIMIT = 32 * 1024
"""Results and inputs above this many bytes are blobs: a Firestore document holds 1 MiB, and many are read at once."""


def canonical_content(value: object) -> bytes:
    """The canonical bytes of a value's content."""
    return canonical(content(value))
