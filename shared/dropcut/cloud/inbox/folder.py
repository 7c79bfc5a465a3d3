"""Drops as objects of a bucket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Nearby
from dropcut.cloud.inbox.listing import drops, user_files
from dropcut.cloud.inbox.naming import outbox_of
from dropcut.cloud.inbox.outbox import Outbox, delivered_below
from dropcut.cloud.inbox.pinned import near, pinned
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.names import JobId, Owner
from dropcut.ports.folder import Delivery, Retracted

Coming = Callable[[JobId], Iterable[FileVersion]]
"""What is on its way into a drop and is no object yet, under names that say so: see `domain.unfinished`."""


def nothing_comes(_drop: JobId) -> Iterable[FileVersion]:
    """Where that is not asked."""
    return ()


class BucketFolder:
    """The drops in the bucket `inbox`, delivered into the bucket `store`, where the blobs are.

    `nearby` shows objects of the inbox to other programs. What is no footage is told in `user_files`, how deliveries
    meet a user's own changes in `Outbox`.
    """

    def __init__(self, inbox: Bucket, nearby: Nearby, store: Bucket, coming: Coming = nothing_comes) -> None:
        self._inbox = inbox
        self._coming = coming
        self._nearby = nearby
        self._store = store

    def drops(self) -> Iterator[JobId]:
        """Every drop that has an object."""
        return drops(self._inbox)

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        """The user's files of a drop, and what is coming."""
        return tuple(sorted((*user_files(self._inbox, drop), *self._coming(drop)), key=lambda file: file.path))

    def open(self, drop: JobId, file: FileVersion) -> BinaryIO:
        """That version of the file; a read that would give bytes of a later one raises Gone too."""
        return pinned(self._inbox, drop, file)

    def local(self, drop: JobId, file: FileVersion) -> Path:
        """The user's own object, through the mount or as a copy."""
        return near(self._inbox, self._nearby, drop, file)

    def publish(self, drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """Put copies of `files` into the drop's outbox."""
        return self._outbox(drop).publish(revision, files)

    def delivery(self, drop: JobId) -> Delivery | None:
        """What stands in the outbox."""
        return self._outbox(drop).delivery()

    def edited(self, drop: JobId, name: str) -> bytes | None:
        """What a user made of a delivered file."""
        return self._outbox(drop).edited(name)

    def absorb(self, drop: JobId, name: str, edit: bytes) -> None:
        """Let the next delivery take the place of these bytes."""
        self._outbox(drop).absorb(name, edit)

    def delivered_to(self, owner: Owner) -> Iterator[JobId]:
        """Every drop below whose outbox there is a record of ours."""
        return delivered_below(self._store, owner)

    def retract(self, drop: JobId) -> Retracted:
        """Take back what was delivered."""
        return self._outbox(drop).retract()

    def _outbox(self, drop: JobId) -> Outbox:
        return Outbox(self._store, outbox_of(drop))
