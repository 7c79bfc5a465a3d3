"""Writers in one line: SQLite lets one who finds the file locked sleep ever longer, so that a busy one starves the rest."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from fcntl import LOCK_EX, LOCK_UN, lockf
from pathlib import Path
from threading import Lock
from types import TracebackType

from dropcut.domain.errors import Unavailable
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken

_WRITABLE_BY_OWNER = 0o600


class Turnstile:
    """Lets one writer at a time to the file at `path`, in about the order they came: threads by a lock, processes by another.

    Only fairness depends on it: what keeps writers apart is SQLite. The system opens it when a process dies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = Lock()
        self._line: int | None = None

    def passed(self, patience: Millis) -> AbstractContextManager[None]:
        """The block in which this thread is the one. Raises Unavailable when other threads took too long."""
        return _Passing(self, patience)

    def enter(self, patience: Millis) -> None:
        """Be the one until `leave`. Raises Unavailable."""
        if not self._threads.acquire(timeout=patience / 1000):
            raise Unavailable(f"{spoken(str(self._path))} is busy: another thread kept it locked for too long.")
        try:
            lockf(self._opened(), LOCK_EX)
        except BaseException:
            self._threads.release()
            raise

    def leave(self) -> None:
        """Let the next one in."""
        try:
            lockf(self._opened(), LOCK_UN)
        finally:
            self._threads.release()

    def close(self) -> None:
        """Give back what the system lent; the next block asks for it again."""
        with self._threads:
            if self._line is not None:
                os.close(self._line)
                self._line = None

    def _opened(self) -> int:
        if self._line is None:
            self._line = os.open(f"{self._path}-line", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _WRITABLE_BY_OWNER)
        return self._line


class _Passing:
    """A class, as it surrounds every change of the file."""

    __slots__ = ("_patience", "_turnstile")

    def __init__(self, turnstile: Turnstile, patience: Millis) -> None:
        self._turnstile = turnstile
        self._patience = patience

    def __enter__(self) -> None:
        self._turnstile.enter(self._patience)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._turnstile.leave()
