"""Drops as folders of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.errors import Gone
from dropcut.domain.names import JobId, Owner
from dropcut.domain.wording import spoken
from dropcut.local.files.listing import Written, nobody_writes, user_files
from dropcut.local.files.outbox import Outbox
from dropcut.local.files.pinned import located, opened
from dropcut.local.files.places import Places
from dropcut.ports.blobs import Blobs
from dropcut.ports.folder import Delivery, Retracted

Coming = Callable[[JobId], Iterable[FileVersion]]
"""What is on its way into a drop by another door than its folder, under names that say so: see `domain.unfinished`."""


def nothing_comes(_drop: JobId) -> Iterable[FileVersion]:
    """Where the folder is the only door."""
    return ()


class FileFolder:
    r"""The drops that `places` knows; what is delivered comes from `blobs`.

    A file name that is no UTF-8 is listed with each odd byte as `\xe9`: see `dropcut.local.files.names`. What is no
    footage is told in `user_files`, how deliveries meet a user's own changes in `Outbox`.
    """

    def __init__(self, places: Places, blobs: Blobs, written: Written = nobody_writes, coming: Coming = nothing_comes) -> None:
        self._places = places
        self._blobs = blobs
        self._written = written
        self._coming = coming

    def drops(self) -> Iterator[JobId]:
        """Every drop that has a folder."""
        return self._places.drops()

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        """The user's files of a drop, and what is coming."""
        top = self._places.inbox(drop)
        if top is None:
            return ()
        there = user_files(top, self._places.outbox(drop), self._written)
        return tuple(sorted((*there, *self._coming(drop)), key=lambda file: file.path))

    def open(self, drop: JobId, file: FileVersion) -> BinaryIO:
        """That version of the file; a read that would give bytes of a later one raises Gone too."""
        return opened(self._top(drop), file)

    def local(self, drop: JobId, file: FileVersion) -> Path:
        """The user's own file."""
        return located(self._top(drop), file)

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
        """Every drop with an outbox of ours."""
        return self._places.delivered_to(owner)

    def retract(self, drop: JobId) -> Retracted:
        """Take back what was delivered."""
        return self._outbox(drop).retract()

    def _outbox(self, drop: JobId) -> Outbox:
        return Outbox(self._places.outbox(drop), self._blobs)

    def _top(self, drop: JobId) -> Path:
        top = self._places.inbox(drop)
        if top is None:
            raise Gone(f"There is no drop {spoken(str(drop))} here.")
        return top
