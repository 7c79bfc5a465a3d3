"""Files that are being written: kept apart from what is finished, and swept up when their writer died."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time
from uuid import uuid4

from dropcut.domain.values import Sha256
from dropcut.local.files.durable import make_folder, sync, take_lock
from dropcut.local.files.faults import in_words

_NEWBORN_S = 60
"""Between making a file and locking it lies a moment: nothing is taken for abandoned at that age."""
_DAY_S = 24 * 60 * 60
"""Nobody writes to a file that did not change for so long, whatever its lock says: a stray child may hold it."""
_ENDING = ".part"


class Temporary:
    """A file that one writer fills; what it holds is measured on the way."""

    def __init__(self, path: Path, place: Path, descriptor: int) -> None:
        self.path = path
        self._place = place
        self._descriptor = descriptor
        self._hash = sha256()
        self.size = 0

    @property
    def sha256(self) -> Sha256:
        """Of what was written so far."""
        return Sha256(self._hash.hexdigest())

    def stat(self) -> os.stat_result:
        """What the file system says of it now."""
        with in_words(self._place):
            return os.fstat(self._descriptor)

    def write(self, data: bytes) -> None:
        """Add all of `data`."""
        rest = memoryview(data)
        with in_words(self._place, self.size + len(data)):
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        self._hash.update(data)
        self.size += len(data)

    def settle(self) -> None:
        """Bring it to the disk."""
        with in_words(self._place, self.size):
            sync(self._descriptor)


@dataclass(frozen=True)
class Temporaries:
    """Where the files lie while they are written: in `folder`, made with the permissions `mode`.

    What the file system refuses is told of `place`, which a person knows.
    """

    place: Path
    folder: Path
    mode: int

    @contextmanager
    def file(self) -> Iterator[Temporary]:
        """A new empty file, gone when the block ends unless it was renamed. Locked, so that others see its writer live."""
        path = self.folder / f"{uuid4().hex}{_ENDING}"
        with in_words(self.place):
            make_folder(self.folder)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.mode)
        try:
            take_lock(descriptor)
            yield Temporary(path, self.place, descriptor)
        finally:
            path.unlink(missing_ok=True)
            os.close(descriptor)

    def abandoned(self) -> int:
        """Remove the files whose writers died; gives how many."""
        with in_words(self.place):
            return sum(_removed_if_abandoned(path) for path in self.folder.glob(f"*{_ENDING}"))


def _removed_if_abandoned(path: Path) -> bool:
    with suppress(FileNotFoundError):  # its writer ended while we looked
        age = time() - path.stat().st_mtime
        if age > _DAY_S or (age > _NEWBORN_S and not _being_written(path)):
            path.unlink()
            return True
    return False


def _being_written(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return not take_lock(descriptor)
    finally:
        os.close(descriptor)
