"""Blobs as files below one folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import AlreadyThere, NotFound, Permanent
from dropcut.domain.paths import checked_path, checked_prefix
from dropcut.domain.values import Instant
from dropcut.domain.wording import spoken
from dropcut.local.files.durable import publish, remove_empty
from dropcut.local.files.faults import in_words
from dropcut.local.files.temporary import Temporaries, Temporary
from dropcut.ports.blobs import Listed

_READ_ONLY = 0o444
"""Nobody edits an artifact by accident."""
_MILLION = 1_000_000


class _Growing:
    """A blob being written: a temporary file that nobody else sees."""

    def __init__(self, path: str, temporary: Temporary) -> None:
        self._path = path
        self._temporary = temporary
        self._blob: Blob | None = None

    def write(self, data: bytes) -> int:
        self._temporary.write(data)
        return len(data)

    @property
    def blob(self) -> Blob:
        if self._blob is None:
            raise RuntimeError(f"{self._path} is not written yet")
        return self._blob

    def end(self, final: Path) -> None:
        """Publish what was written. Raises OSError."""
        self._temporary.settle()
        publish(self._temporary.path, final)
        self._blob = Blob(sha256=self._temporary.sha256, size=self._temporary.size, path=self._path)


class FileBlobs:
    """Each blob is a read-only file below `root`, under its own path.

    A blob is written below `root/.tmp`, brought to the disk, and linked to its name, which fails when the name is
    taken. The capitals of a path count as far as the file system tells them apart.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._temporaries = Temporaries(self._root, self._root / ".tmp", _READ_ONLY)

    def put(self, path: str, data: bytes) -> Blob:
        """Create a blob."""
        with self.writing(path) as growing:
            growing.write(data)
        return growing.blob

    @contextmanager
    def writing(self, path: str) -> Iterator[_Growing]:
        """Create a blob piece by piece."""
        final = self._place(path)
        if os.path.lexists(final):
            raise _taken(path)
        with self._temporaries.file() as temporary:
            growing = _Growing(path, temporary)
            yield growing
            with self._publishing(path):
                growing.end(final)

    def open(self, path: str) -> BinaryIO:
        """The blob as a file."""
        with self._finding(path) as file:
            return file.open("rb")

    def size(self, path: str) -> int:
        """The count of bytes."""
        with self._finding(path) as file:
            return _size_of(file)

    def list(self, prefix: str) -> Iterator[Listed]:
        """Every blob below `prefix`, one folder in memory at a time."""
        folder, _, beginning = checked_prefix(prefix).rpartition("/")
        return _walked(self._root, folder, beginning)

    def delete(self, path: str) -> None:
        """Remove a blob, and the folders that are empty without it."""
        file = self._place(path)
        with in_words(self._root), suppress(FileNotFoundError, NotADirectoryError):
            if stat.S_ISREG(file.lstat().st_mode):
                file.unlink()
                remove_empty(file.parent, within=self._root)

    def local(self, path: str) -> Path:
        """The file itself."""
        with self._finding(path) as file:
            _size_of(file)
            return file

    def sweep(self) -> int:
        """Remove what writers that died left behind; gives how many files. Never touches what a live one writes."""
        return self._temporaries.abandoned()

    def _place(self, path: str) -> Path:
        return self._root / checked_path(path)

    @contextmanager
    def _finding(self, path: str) -> Iterator[Path]:
        with in_words(self._root):
            try:
                yield self._place(path)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                raise NotFound(f"Nothing is stored at {spoken(path)}.") from None

    @contextmanager
    def _publishing(self, path: str) -> Iterator[None]:
        with in_words(self._root):
            try:
                yield
            except FileExistsError:
                raise _taken(path) from None
            except NotADirectoryError:
                raise Permanent(f"{spoken(path)} lies below a path that is a blob itself.") from None


def _taken(path: str) -> AlreadyThere:
    return AlreadyThere(f"{spoken(path)} is already stored.")


def _size_of(file: Path) -> int:
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(file))
    return found.st_size


def _walked(root: Path, folder: str, beginning: str = "") -> Iterator[Listed]:
    for entry in _entries(root / folder):
        path = f"{folder}/{entry.name}" if folder else entry.name
        if not entry.name.startswith(beginning):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(root, path)
        else:
            yield from _listed(path, entry)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, in the order that whole paths have: a folder stands as what begins with its name and `/`."""
    with in_words(folder), suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return sorted(
            (entry for entry in entries if not entry.name.startswith(".")),
            key=lambda entry: f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name,
        )
    return []


def _listed(path: str, entry: os.DirEntry[str]) -> Iterator[Listed]:
    with suppress(FileNotFoundError):  # deleted since its folder was read
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(found.st_mode):
            yield Listed(path=path, size=found.st_size, created=Instant(found.st_ctime_ns // _MILLION))
