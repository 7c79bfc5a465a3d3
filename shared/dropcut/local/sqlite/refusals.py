"""What SQLite refused, as an error that tells what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from dropcut.domain.errors import DropcutError, Permanent, Retryable, Unavailable
from dropcut.domain.wording import spoken

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CLOSED_OFF = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_PRIMARY = 0xFF
"""SQLite's extended codes carry the primary one in their low byte."""


class told:  # noqa: N801 - read as a verb: `with told(path)`; a class, as it surrounds every transaction
    """Raise what SQLite refuses about the file at `path` as an error of ours; a mistake in our SQL stays what it is."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing is refused yet."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Translate. Raises DropcutError."""
        if isinstance(error, sqlite3.Error):
            refusal = _refusal(getattr(error, "sqlite_errorcode", 0) & _PRIMARY, error, self._path)
            if refusal is not None:
                raise refusal from error


def _refusal(code: int, error: sqlite3.Error, path: Path) -> DropcutError | None:
    name = spoken(str(path))
    if code in _BUSY:
        return Unavailable(f"{name} is busy: another process kept it locked for too long.")
    if code == sqlite3.SQLITE_FULL:
        return Retryable(f"{name} cannot grow: the disk is full.", "Free some space; the work then goes on by itself.")
    if code == sqlite3.SQLITE_IOERR:
        return Retryable(f"{name} cannot be read or written: {error}.", "Check the disk and its free space.")
    if code in _DAMAGED:
        return Permanent(f"{name} is damaged: {error}.", "Move it away: what was made is found again; or restore a backup.")
    if code in _CLOSED_OFF:
        return Permanent(f"{name} cannot be opened: {error}.", "Check that its folder exists and that you may write there.")
    return None
