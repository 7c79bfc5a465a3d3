"""Files on their way into a drop, piece by piece, from somebody who may stop and go on at any time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import ClassVar, Final, Protocol

from dropcut.domain.blobs import FileVersion
from dropcut.domain.documents import Document
from dropcut.domain.names import JobId
from dropcut.domain.values import Count, Instant, Sha256, Value

LARGEST_FILE: Final = 5 * 1024**4
"""In bytes: a bucket takes no larger object."""


class Sending(Value):
    """What somebody wants to put into a drop."""

    path: str
    """Where in the drop, by the rule of `dropcut.domain.paths.checked_path`."""
    size: Count
    sha256: Sha256 | None = None
    """Of the whole file, where the sender knows it. A home that sees the bytes never lets one in that differs."""
    replace: bool = False
    """Whether it may take the place of another file."""
    origin: str = ""
    """The web page that will send it by itself, where one will."""


class Upload(Value):
    """A file on its way."""

    id: str
    drop: JobId
    sending: Sending
    offset: Count = 0
    """So many bytes have arrived for good."""
    done: bool = False
    """It is in the drop."""
    until: Instant
    """From then on what arrived is thrown away."""
    direct: str = ""
    """Where the bytes are sent, when the store takes them itself; else they are handed to `Uploads.adding`."""


class UploadNote(Document):
    """What a home writes down of one upload."""

    KIND: ClassVar[str] = "upload"

    upload: Upload


class Adding(Protocol):
    """One piece on its way."""

    def write(self, data: bytes) -> None:
        """Add bytes. Raises Permanent beyond the end of the file."""


class Uploads(Protocol):
    """Uploads of one home. Nothing of a file is seen in the drop before all of it is there.

    Every call may raise Unavailable, and Retryable when a disk is full. A new adapter joins `tests/conformance/adapters.py`.
    """

    def begin(self, drop: JobId, sending: Sending) -> Upload:
        """Begin to send, or go on with what was begun with the same words.

        Raises AlreadyThere when another file lies there and is not to be replaced, NotFound when the home takes no such drop,
        Permanent for a path that no home can hold. A file that is there with these very bytes counts as sent.
        """

    def upload(self, drop: JobId, upload: str) -> Upload:
        """How far it is. Raises NotFound."""

    def adding(self, drop: JobId, upload: str, offset: int) -> AbstractContextManager[Adding]:
        """Add one piece at `offset`: all of it counts when the block ends, and nothing of it when the block raises.

        Raises NotFound, Permanent when `Upload.direct` says where else the bytes go, Conflict when the upload does not
        stand at `offset` or somebody else adds to it now. With the last piece the file becomes part of the drop;
        Permanent, and nothing is left, when its sha256 is another one than was said.
        """

    def abandon(self, drop: JobId, upload: str) -> None:
        """Throw away what arrived. One that is not there is fine."""

    def clear_away(self) -> int:
        """Throw away what nobody went on with before its time was over, and forget it; gives how many. Safe at any time."""

    def coming(self, drop: JobId) -> tuple[FileVersion, ...]:
        """Those that are not done, as a folder lists what browsers bring: under names that `domain.unfinished` knows.

        Another version while one goes on, as far as anybody knows; one that nobody goes on with is left out in the end,
        or stays the same.
        """

    def open(self, drop: JobId) -> tuple[Upload, ...]:
        """Those of a drop that are not done, by path."""
