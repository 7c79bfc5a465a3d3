"""One version of a user's file: whoever reads it gets the bytes of that version or Gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Nearby
from dropcut.cloud.gcs.reading import ObjectFile, buffered, located
from dropcut.cloud.inbox.naming import inbox_of, is_drop, is_visible
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Gone, NotFound
from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _UsersFile(ObjectFile):
    """Asks for its generation with every request."""

    def __init__(self, bucket: Bucket, name: str, file: FileVersion) -> None:
        super().__init__(bucket, name, *located(bucket, name, int(file.version)))
        self._file = file

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        with or_gone(self._file):
            return super().readinto(buffer)


def pinned(bucket: Bucket, drop: JobId, file: FileVersion) -> BinaryIO:
    """The file, seekable. Raises Gone, at once or with the read that would give other bytes."""
    with or_gone(file):
        return buffered(_UsersFile(bucket, _name(drop, file), file))


def near(bucket: Bucket, nearby: Nearby, drop: JobId, file: FileVersion) -> Path:
    """The file for other programs. Raises Gone when it is not that version now."""
    with or_gone(file):
        return nearby.file(bucket.look(_name(drop, file), int(file.version)))


@contextmanager
def or_gone(file: FileVersion) -> Iterator[None]:
    """Say of a user's file that is not there what happened to it."""
    try:
        yield
    except NotFound as error:
        message = f"{spoken(file.path)} is not the file that was looked at: it was changed or removed since."
        raise Gone(message, "What is there now is taken up by itself.") from error


def _name(drop: JobId, file: FileVersion) -> str:
    if not (is_drop(drop) and is_visible(file.path) and file.version.isdecimal()):
        raise NotFound(f"No listing shows {spoken(file.path)}.")
    return inbox_of(drop) + file.path
