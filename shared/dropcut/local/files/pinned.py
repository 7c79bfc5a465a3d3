"""One version of a user's file: whoever reads it gets the bytes of that version or Gone, never a mixture."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import ELOOP, ENOENT, ENOTDIR, ENXIO
from io import BufferedReader, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Gone
from dropcut.domain.wording import spoken
from dropcut.local.files.faults import in_words
from dropcut.local.files.listing import version_of
from dropcut.local.files.names import as_name

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 17
_MISSING = {ENOENT, ENOTDIR, ELOOP, ENXIO}


class _Pinned(FileIO):
    """Looks after each read whether the file is still what was asked for."""

    def __init__(self, descriptor: int, file: FileVersion) -> None:
        super().__init__(descriptor, "rb")
        self._file = file

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        count = super().readinto(buffer)
        self.check()
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self.check()
        return data

    def check(self) -> None:
        if version_of(os.fstat(self.fileno())) != self._file.version:
            raise _gone(self._file)


def opened(top: Path, file: FileVersion) -> BinaryIO:
    """The file of a drop at `top`, seekable. Raises Gone, at once or with the read that would give other bytes."""
    with in_words(top), _or_gone(file):
        return BufferedReader(_pinned(top.resolve(), file), _BUFFER)


def located(top: Path, file: FileVersion) -> Path:
    """Where the file lies, no link left in its path. Raises Gone when it is not that version now."""
    with in_words(top), _or_gone(file):
        whole = top.resolve()
        with closing(_pinned(whole, file)):
            return whole.joinpath(*_inside(whole, file))


def _pinned(top: Path, file: FileVersion) -> _Pinned:
    pinned = _Pinned(_open(top, _inside(top, file), file), file)
    try:
        pinned.check()
    except BaseException:
        pinned.close()
        raise
    return pinned


def _inside(top: Path, file: FileVersion) -> tuple[str, ...]:
    """The names from `top` down to the file, links followed. Raises Gone for what no listing shows."""
    if _is_hidden(file.path.split("/")) or "\0" in file.path:
        raise _gone(file)
    real = Path(os.path.realpath(top / as_name(file.path), strict=True))
    if not real.is_relative_to(top) or _is_hidden(real.relative_to(top).parts):
        raise _gone(file)
    return real.relative_to(top).parts


def _is_hidden(parts: list[str] | tuple[str, ...]) -> bool:
    return not parts or any(part.startswith(".") or not part for part in parts)


def _open(top: Path, parts: tuple[str, ...], file: FileVersion) -> int:
    """Open name by name, so that nobody can slip a link in between; never what is no plain file: a pipe would block."""
    folder = os.open(top, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        if not stat.S_ISREG(os.stat(parts[-1], dir_fd=folder, follow_symlinks=False).st_mode):
            raise _gone(file)
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    finally:
        os.close(folder)


@contextmanager
def _or_gone(file: FileVersion) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _MISSING:
            raise
        raise _gone(file) from error


def _gone(file: FileVersion) -> Gone:
    message = f"{spoken(file.path)} is not the file that was looked at: it was changed or removed since."
    return Gone(message, "What is there now is taken up by itself.")
