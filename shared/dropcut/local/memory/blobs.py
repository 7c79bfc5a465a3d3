"""Blobs in a dictionary."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import AlreadyThere, NotFound
from dropcut.domain.paths import checked_path, checked_prefix
from dropcut.domain.values import Instant, Sha256
from dropcut.domain.wording import spoken
from dropcut.local.memory.shown import Shown
from dropcut.ports.blobs import Listed

_LAST = "\U0010ffff"
"""Sorts behind whatever may follow a prefix."""


class _Held(NamedTuple):
    data: bytes
    created: Instant


class _Growing:
    """A blob being written: only its writer sees it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.data = bytearray()
        self._blob: Blob | None = None

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)

    @property
    def blob(self) -> Blob:
        if self._blob is None:
            raise RuntimeError(f"{self.path} is not written yet")
        return self._blob

    def end(self, blob: Blob) -> None:
        self._blob = blob


class MemoryBlobs:
    """Keeps the contract of Blobs while the process lives. `now` tells when a blob was created."""

    def __init__(self, now: Callable[[], Instant]) -> None:
        self._now = now
        self._lock = Lock()
        self._held: dict[str, _Held] = {}
        self._paths: list[str] = []
        self._shown = Shown()

    def put(self, path: str, data: bytes) -> Blob:
        """Create a blob."""
        blob = Blob(sha256=Sha256(sha256(data).hexdigest()), size=len(data), path=checked_path(path))
        with self._lock:
            if path in self._held:
                raise AlreadyThere(f"{spoken(path)} is already stored.")
            self._held[path] = _Held(bytes(data), self._now())
            insort(self._paths, path)
        return blob

    @contextmanager
    def writing(self, path: str) -> Iterator[_Growing]:
        """Create a blob piece by piece."""
        if checked_path(path) in self._held:
            raise AlreadyThere(f"{spoken(path)} is already stored.")
        growing = _Growing(path)
        yield growing
        growing.end(self.put(path, bytes(growing.data)))

    def open(self, path: str) -> BinaryIO:
        """The blob as a file."""
        return BytesIO(self._found(path).data)

    def size(self, path: str) -> int:
        """The count of bytes."""
        return len(self._found(path).data)

    def list(self, prefix: str) -> Iterator[Listed]:
        """Every blob below `prefix`, as they are when the listing begins."""
        return self._listed(checked_prefix(prefix))

    def delete(self, path: str) -> None:
        """Remove a blob."""
        with self._lock:
            if self._held.pop(checked_path(path), None) is not None:
                del self._paths[bisect_left(self._paths, path)]

    def local(self, path: str) -> Path:
        """A copy in a folder that goes when these blobs go."""
        return self._shown.file(path, path.rpartition("/")[2], self._found(path).data)

    def _found(self, path: str) -> _Held:
        try:
            return self._held[checked_path(path)]
        except KeyError:
            raise NotFound(f"Nothing is stored at {spoken(path)}.") from None

    def _listed(self, prefix: str) -> Iterator[Listed]:
        with self._lock:
            start = bisect_left(self._paths, prefix)
            end = bisect_left(self._paths, prefix + _LAST, start) if prefix else len(self._paths)
            found = [(path, self._held[path]) for path in self._paths[start:end]]
        return (Listed(path=path, size=len(held.data), created=held.created) for path, held in found)
