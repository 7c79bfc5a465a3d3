"""How other programs of this machine read an object: through a mounted bucket, or from a copy."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from threading import Lock
from time import monotonic
from typing import NamedTuple, Protocol
from weakref import finalize

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.reading import ObjectFile, buffered, located
from dropcut.cloud.gcs.stored import Stored
from dropcut.domain.errors import Retryable
from dropcut.domain.wording import spoken

_IDLE_S = 3_600
"""No step works longer: whoever asked for a copy so long ago has done with it."""
_PIECE = 1 << 20
_SUFFIX = 20
_ROOM_HINT = "Mount the bucket, or allow more room."


class Nearby(Protocol):
    """Files of this machine that are objects of one bucket."""

    def file(self, stored: Stored) -> Path:
        """A file with the object's bytes and its suffix. Raises NotFound, and Retryable when there is no room."""


class Mounted:
    """Below `root` the bucket is mounted for reading, as Cloud Run does: nothing is copied, however large it is.

    The mount must not remember what was missing (`metadata-cache-negative-ttl-secs=0`), for most objects are new, and must
    show folders that no object stands for (`implicit-dirs`).
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def file(self, stored: Stored) -> Path:
        return self._root / stored.name


class _Copy(NamedTuple):
    file: Path
    size: int
    asked: float


class Copied:
    """Copies below a temporary folder, `room` bytes in all: for machines with a disk, where nothing is mounted.

    On Cloud Run the disk is memory; there a bucket is mounted.
    """

    def __init__(self, bucket: Bucket, room: int) -> None:
        self._bucket = bucket
        self._room = room
        self._lock = Lock()
        self._turns: dict[str, Lock] = {}
        self._copies: dict[str, _Copy] = {}
        self._folder: Path | None = None

    def file(self, stored: Stored) -> Path:
        """The copy of that generation, fetched when it is not there: once, whoever else asks for it meanwhile."""
        identity = sha256(f"{stored.name}\0{stored.generation}".encode()).hexdigest()
        with self._lock:
            turn = self._turns.setdefault(identity, Lock())
        with turn:
            self._room_for(stored, identity)
            file = self._file(stored, identity)
            if not file.exists():
                self._fetch(stored, identity, file)
            return file

    def _room_for(self, stored: Stored, identity: str) -> None:
        """Kept from before the first byte comes, and as long as somebody asks for the copy."""
        with self._lock:
            if identity not in self._copies:
                self._make_room(stored)
            self._copies[identity] = _Copy(self._file(stored, identity), stored.size, monotonic())

    def _make_room(self, stored: Stored) -> None:
        idle = sorted((copy.asked, identity) for identity, copy in self._copies.items() if monotonic() - copy.asked > _IDLE_S)
        while idle and self._used() + stored.size > self._room:
            shutil.rmtree(self._copies.pop(idle.pop(0)[1]).file.parent, ignore_errors=True)
        if self._used() + stored.size > self._room:
            raise Retryable(
                f"There is no room for a copy of {spoken(stored.name)}: {self._room:,} bytes are kept for copies.",
                _ROOM_HINT,
            )

    def _used(self) -> int:
        return sum(copy.size for copy in self._copies.values())

    def _file(self, stored: Stored, identity: str) -> Path:
        """Where the copy lies: an object's own name may be too long for a disk."""
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="dropcut-"))
            finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder / identity / f"copy{PurePosixPath(stored.name).suffix[:_SUFFIX]}"

    def _fetch(self, stored: Stored, identity: str, file: Path) -> None:
        growing = file.with_name("growing")
        try:
            file.parent.mkdir()
            head, size = located(self._bucket, stored.name, stored.generation)
            with buffered(ObjectFile(self._bucket, stored.name, head, size)) as source, growing.open("wb") as target:
                shutil.copyfileobj(source, target, _PIECE)
            growing.rename(file)
        except BaseException as error:
            with self._lock:
                del self._copies[identity]
            shutil.rmtree(file.parent, ignore_errors=True)
            if isinstance(error, OSError):
                raise Retryable(f"{spoken(stored.name)} cannot be copied here: {error.strerror}.", _ROOM_HINT) from error
            raise
