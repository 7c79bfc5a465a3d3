"""Blobs as objects of a bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Nearby
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.gcs.writing import Growing
from dropcut.domain.blobs import Blob
from dropcut.domain.paths import checked_path, checked_prefix
from dropcut.ports.blobs import Listed


class GcsBlobs:
    """Each blob is an object of `bucket` under its own path, written only where none is (`if_generation_match=0`).

    A small blob costs one request to write and one to read. `nearby` shows objects to other programs.
    """

    def __init__(self, bucket: Bucket, nearby: Nearby) -> None:
        self._bucket = bucket
        self._nearby = nearby

    def put(self, path: str, data: bytes) -> Blob:
        """Create a blob."""
        with self.writing(path) as growing:
            growing.write(data)
        return growing.blob

    @contextmanager
    def writing(self, path: str) -> Iterator[Growing]:
        """Create a blob piece by piece."""
        growing = Growing(self._bucket, checked_path(path))
        yield growing
        growing.end()

    def open(self, path: str) -> BinaryIO:
        """The blob as a file, read in parts that are fetched as they are asked for."""
        return opened(self._bucket, checked_path(path))

    def size(self, path: str) -> int:
        """The count of bytes."""
        return self._bucket.look(checked_path(path)).size

    def list(self, prefix: str) -> Iterator[Listed]:
        """Every blob below `prefix`, a page in memory at a time."""
        return self._listed(checked_prefix(prefix))

    def delete(self, path: str) -> None:
        """Remove a blob."""
        self._bucket.delete(checked_path(path))

    def local(self, path: str) -> Path:
        """The object through the mount, or a copy of it."""
        return self._nearby.file(self._bucket.look(checked_path(path)))

    def _listed(self, prefix: str) -> Iterator[Listed]:
        for stored in self._bucket.list(prefix):
            yield Listed(path=stored.name, size=stored.size, created=stored.created)
