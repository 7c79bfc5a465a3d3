"""An object as a file: what is read is fetched, and little more."""

from __future__ import annotations

from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from typing import TYPE_CHECKING, BinaryIO, cast

from dropcut.cloud.gcs.bucket import Bucket, Part
from dropcut.cloud.gcs.checksums import Crc32c
from dropcut.domain.errors import Unavailable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_FIRST = 1 << 18
_LARGEST = 2 << 20
_BUFFER = 1 << 16


class ObjectFile(RawIOBase):
    """One generation of an object. Whoever reads on fetches twice as much each time; whoever jumps begins small."""

    def __init__(self, bucket: Bucket, name: str, head: Part, size: int) -> None:
        self._bucket = bucket
        self._name = name
        self._generation = head.generation
        self._size = size
        self._at = 0
        self._window: memoryview = memoryview(head.data)
        self._begins = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Move; costs nothing."""
        base = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError(f"There is nothing before the beginning: {base + offset}")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """As much as the window holds from here on. Raises NotFound when that generation is gone."""
        if self._at >= self._size:
            return 0
        if not self._begins <= self._at < self._begins + len(self._window):
            self._fetch()
        target = memoryview(buffer).cast("B")
        start = self._at - self._begins
        piece = self._window[start : start + len(target)]
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _fetch(self) -> None:
        goes_on = self._at == self._begins + len(self._window)
        length = min(2 * len(self._window), _LARGEST) if goes_on else _FIRST
        self._window = memoryview(b"")  # let go of it first: two are never held
        part = self._bucket.part(self._name, self._at, self._at + max(length, _FIRST), self._generation)
        if part is None or not part.data:
            raise Unavailable(f"{self._bucket.where(self._name)} ended early.", "The work goes on by itself.")
        self._window, self._begins = memoryview(part.data), self._at


def opened(bucket: Bucket, name: str) -> BinaryIO:
    """The object as a seekable file. Raises NotFound. A small one costs one request in all, and is checked."""
    return buffered(ObjectFile(bucket, name, *located(bucket, name)))


def buffered(file: ObjectFile) -> BinaryIO:
    """What callers read: small reads are served from a buffer."""
    return cast("BinaryIO", BufferedReader(file, _BUFFER))


def located(bucket: Bucket, name: str, generation: int | None = None) -> tuple[Part, int]:
    """The beginning and the size of an object, or of that generation of it. Raises NotFound."""
    head = bucket.part(name, 0, _FIRST, generation)
    if head is None:  # so says the service of an empty object
        return Part(data=b"", generation=bucket.look(name, generation).generation, crc32c=""), 0
    if len(head.data) == _FIRST:
        return head, bucket.look(name, head.generation).size
    if head.crc32c and head.crc32c != str(Crc32c(head.data)):
        raise Unavailable(f"{bucket.where(name)} was damaged on the way.", "The work goes on by itself.")
    return head, len(head.data)
