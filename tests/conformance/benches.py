"""What a suite needs beside the adapter itself: the user of a folder, the other end of a queue, what a home can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Millis
from dropcut.engine.clock import SystemClock
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.places import Inbox
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.dispatch import MemoryDispatch
from dropcut.local.memory.folder import MemoryFolder
from dropcut.local.queue import SqliteDispatch
from dropcut.local.sqlite.connection import Database
from dropcut.ports.blobs import Blobs
from dropcut.ports.dispatch import Dispatch, Message
from dropcut.ports.folder import Folder


@dataclass(frozen=True)
class BlobsAdapter:
    """How a test opens a store, empty in a new folder."""

    open: Callable[[Path], AbstractContextManager[Blobs]]
    between_processes: bool = True
    """Whoever opens the same folder, in any process, opens the same store."""
    flat: bool = True
    """A blob is never in memory whole."""


class User(Protocol):
    """What a person does to a drop, and sees of its outbox, past the adapter."""

    def put(self, drop: JobId, path: str, data: bytes) -> object:
        """Put a file there, or another version of it."""

    def remove(self, drop: JobId, path: str) -> None:
        """Take a file out."""

    def delivered(self, drop: JobId) -> dict[str, bytes]:
        """What lies in the outbox."""

    def edit(self, drop: JobId, name: str, data: bytes) -> object:
        """Change a delivered file."""


@dataclass(frozen=True)
class FolderBench:
    """A folder, where its deliveries come from, and its user."""

    folder: Folder
    blobs: Blobs
    user: User


@dataclass(frozen=True)
class FolderAdapter:
    """How a test opens a folder, as `BlobsAdapter` a store."""

    open: Callable[[Path], AbstractContextManager[FolderBench]]
    between_processes: bool = True


@dataclass(frozen=True)
class DispatchBench:
    """A way to send, and the other end of it."""

    dispatch: Dispatch
    receive: Callable[[], tuple[Message, ...]]
    """Some of what can be received now, in the order of delivery; nothing when there is nothing."""
    pass_time: Callable[[Millis], None]


@dataclass(frozen=True)
class DispatchAdapter:
    """How a test opens a queue, and what of "a home that can" it can."""

    open: Callable[[Path], AbstractContextManager[DispatchBench]]
    delays: bool = True
    in_turn: bool = True
    folds: bool = True


# The adapters of one machine


@contextmanager
def memory_blobs(_folder: Path) -> Iterator[Blobs]:
    yield MemoryBlobs(SystemClock().now)


@contextmanager
def file_blobs(folder: Path) -> Iterator[Blobs]:
    yield FileBlobs(folder / "home")


class _UserOfMemory:
    def __init__(self, folder: MemoryFolder) -> None:
        self._folder = folder

    def put(self, drop: JobId, path: str, data: bytes) -> object:
        return self._folder.drop_file(drop, path, data, Instant(1_000))

    def remove(self, drop: JobId, path: str) -> None:
        self._folder.remove_file(drop, path)

    def delivered(self, drop: JobId) -> dict[str, bytes]:
        return self._folder.delivered(drop)

    def edit(self, drop: JobId, name: str, data: bytes) -> object:
        self._folder.edit(drop, name, data)
        return None


class _UserOfFiles:
    def __init__(self, inbox: Path, outbox: Path) -> None:
        self._inbox = inbox
        self._outbox = outbox

    def put(self, drop: JobId, path: str, data: bytes) -> object:
        file = self._inbox / str(drop) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.write_bytes(data)

    def remove(self, drop: JobId, path: str) -> None:
        (self._inbox / str(drop) / path).unlink()

    def delivered(self, drop: JobId) -> dict[str, bytes]:
        top = self._outbox / str(drop)
        files = (file for file in top.rglob("*") if file.is_file())
        found = {file.relative_to(top).as_posix(): file.read_bytes() for file in files}
        return {name: data for name, data in found.items() if not name.startswith(".")}

    def edit(self, drop: JobId, name: str, data: bytes) -> object:
        return (self._outbox / str(drop) / name).write_bytes(data)


@contextmanager
def memory_folder(_folder: Path) -> Iterator[FolderBench]:
    blobs = MemoryBlobs(SystemClock().now)
    folder = MemoryFolder(blobs)
    yield FolderBench(folder, blobs, _UserOfMemory(folder))


@contextmanager
def file_folder(place: Path) -> Iterator[FolderBench]:
    blobs = FileBlobs(place / "home")
    folder = FileFolder(Inbox(place / "inbox", place / "outbox"), blobs)
    yield FolderBench(folder, blobs, _UserOfFiles(place / "inbox", place / "outbox"))


@contextmanager
def memory_dispatch(_folder: Path) -> Iterator[DispatchBench]:
    clock = MemoryClock()
    queue = MemoryDispatch(clock.now)
    yield DispatchBench(queue, lambda: queue.receive(7), clock.sleep)


@contextmanager
def sqlite_dispatch(folder: Path) -> Iterator[DispatchBench]:
    clock = MemoryClock()
    with closing(Database(folder / "ledger.sqlite")) as database:
        queue = SqliteDispatch(database, clock.now)

        def receive() -> tuple[Message, ...]:
            received = queue.receive("a worker", 7)
            queue.ack(received)
            return tuple(item.message for item in received)

        yield DispatchBench(queue, receive, clock.sleep)
