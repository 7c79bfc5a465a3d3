"""Immutable bytes under a path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from dropcut.domain.blobs import Blob
from dropcut.domain.values import Instant, Value


class Listed(Value):
    """What a listing tells of one blob."""

    path: str
    size: int
    created: Instant
    """By the store's clock."""


class Writing(Protocol):
    """A blob being written."""

    def write(self, data: bytes) -> int:
        """Add `data` at the end; the count of bytes taken, which is all of them."""

    @property
    def blob(self) -> Blob:
        """What was written. To be read once the writing has ended well; before that it raises RuntimeError."""


class Blobs(Protocol):
    """A store of immutable blobs: created whole or not at all, never changed, readable at any place.

    Paths keep the rule of `dropcut.domain.paths.checked_path`; adapters refuse others with Permanent. No caller asks for
    a path below that of another blob. Every call may raise Unavailable, after which the effect may or may not have
    happened; full disks and quotas raise Retryable.
    A new adapter joins `tests/conformance/test_blobs.py`.
    """

    def put(self, path: str, data: bytes) -> Blob:
        """Create a blob. Raises AlreadyThere when the path is taken, whoever holds it; of many racers one wins."""

    def writing(self, path: str) -> AbstractContextManager[Writing]:
        """Create a blob piece by piece: it appears, whole and durable, when the block ends, and never when it raises.

        Raises AlreadyThere, at the latest when the block ends, when the path is taken. Memory stays flat.
        """

    def open(self, path: str) -> BinaryIO:
        """The blob as a seekable file; reading a part of it costs that part. Raises NotFound."""

    def size(self, path: str) -> int:
        """The count of bytes of the blob. Raises NotFound."""

    def list(self, prefix: str) -> Iterator[Listed]:
        """Every blob whose path starts with `prefix`, in the order of paths. A new one may be missing for a while."""

    def delete(self, path: str) -> None:
        """Remove a blob; one that is not there is fine. Its path is free again."""

    def local(self, path: str) -> Path:
        """A file on this machine through which other programs can read the blob. Raises NotFound."""
