"""A place where users drop files, and where deliveries go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Count, Value

LARGEST_EDIT = 16 * 1024**2


class Delivery(Value):
    """What stands in the outbox of a drop."""

    revision: int
    files: dict[str, Blob]


class Retracted(Value):
    """What was taken back of a delivery."""

    files: Count = 0
    bytes: Count = 0
    left: Count = 0
    """Files that stay where they are, as their user changed them."""


class Folder(Protocol):
    """Drops and their deliveries. The users' files are never written, moved or deleted.

    Every call may raise Unavailable. A new adapter joins `tests/conformance/test_folder.py`.
    """

    def drops(self) -> Iterator[JobId]:
        """Every drop that can be seen now."""

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        """The user's files of a drop, deliveries of ours left out, ordered by path; empty when there is no such drop.

        A listing may be late: it shows some state of the recent past. What cannot be a user's footage (hidden files,
        links that lead out of the drop) is not listed.
        """

    def open(self, drop: JobId, file: FileVersion) -> BinaryIO:
        """That version of the file, seekable. Raises Gone when it is not there in that version, or was never listed.

        A read that would give bytes of another version raises Gone too.
        """

    def local(self, drop: JobId, file: FileVersion) -> Path:
        """A file on this machine through which other programs can read that version. Raises Gone."""

    def publish(self, drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """Put copies of `files` (name to blob) into the drop's outbox, unless the delivery there is of a later revision.

        Gives what stands there afterwards: ours, or the later one. Of several racers the latest revision stands in the
        end; names that it has not are gone. The same revision again changes nothing, but may put back what somebody took
        out. A crash halfway leaves the older delivery's record, so that publishing again completes it. What a user
        changed in the outbox is never lost: where we need its name it gets another.

        A name keeps the rule of `dropcut.domain.paths.checked_delivery`, else Permanent. Raises LostBlob when a blob is
        missing or damaged. Either way nothing was changed.
        """

    def delivery(self, drop: JobId) -> Delivery | None:
        """What stands in the outbox of the drop, if anything does that can be read."""

    def edited(self, drop: JobId, name: str) -> bytes | None:
        """What a user made of a delivered file; None while it is as it was delivered, or is not there.

        Raises Permanent for one of more than `LARGEST_EDIT` bytes.
        """

    def absorb(self, drop: JobId, name: str, edit: bytes) -> None:
        """These bytes, found by `edited`, are obeyed: the next delivery may take their place.

        Nothing happens when the user changed the file again meanwhile.
        """

    def delivered_to(self, owner: Owner) -> Iterator[JobId]:
        """Every drop of an owner into whose outbox anything was ever delivered, and not taken back."""

    def retract(self, drop: JobId) -> Retracted:
        """Take back what was delivered, and forget that it was. Nothing to take back is fine; a crash halfway is gone on with.

        A file that its user changed stays under its name, and so does whatever else they put there.
        """
