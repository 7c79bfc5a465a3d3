"""One SQLite file, shared by threads and processes: every block is one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from dropcut.domain.values import Millis
from dropcut.local.sqlite.refusals import told
from dropcut.local.sqlite.session import Session
from dropcut.local.sqlite.turnstile import Turnstile

PATIENCE = Millis(15_000)
"""How long a transaction waits for another to end before it is Unavailable."""

_INHERITED: list[Session] = []
"""A forked child may neither use nor close its parent's connections: here they stay, untouched."""


class Database:
    """The file at `path`, made when it is not there, brought to the newest schema when older.

    May be shared by threads, and handed to forked and spawned processes. A block that waited too long for others
    raises Unavailable, a full disk Retryable, a damaged or closed-off file Permanent. Blocks of one thread that change
    something do not nest.
    """

    def __init__(self, path: Path, patience: Millis = PATIENCE) -> None:
        self.path = path
        self._patience = patience
        self._begin()
        with told(path):
            self._given_back(Session(path, patience))

    def __reduce__(self) -> tuple[type[Self], tuple[Path, Millis]]:
        """A spawned process opens the same file by itself."""
        return type(self), (self.path, self._patience)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A block that sees the file as it was at its first statement, and changes nothing."""
        with told(self.path):
            session = self._taken()
            try:
                session.begin("BEGIN")
                yield session.connection
                session.commit()
            finally:
                self._given_back(session)

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """A block that alone may change the file, from its start: durable when it ended, undone when it raised."""
        return self._change(Session.sync)

    def note(self) -> AbstractContextManager[sqlite3.Connection]:
        """As `write`, but durable no later than the next block of `write`, of whomever.

        A power cut may take it back, together with all that followed, never more nor in another order; a kill never
        does. For what is found again by itself, and what nothing outside the file is built on before the next `write`.
        """
        return self._change(_leave_to_the_next)

    def tidy(self) -> None:
        """Write the file anew without the pages of what was deleted, and empty its journal. Raises Unavailable.

        Until then deleted rows can be read from both by whoever reads their bytes.
        """
        with told(self.path), self._turnstile.passed(self._patience):
            session = self._taken()
            try:
                session.written_anew(self._patience)
            finally:
                self._given_back(session)

    def close(self) -> None:
        """Close every connection that is not in use. The next block opens one again."""
        while self._idle:
            self._idle.pop().close()
        self._turnstile.close()

    @contextmanager
    def _change(self, settle: Callable[[Session], None]) -> Iterator[sqlite3.Connection]:
        """Nobody waits in line while the disk works: others may change the file meanwhile, and are synced with this."""
        with told(self.path):
            session = self._taken()
            try:
                with self._turnstile.passed(self._patience):
                    session.begin("BEGIN IMMEDIATE")
                    try:
                        yield session.connection
                        session.commit()
                    finally:
                        session.undo()
                settle(session)
            finally:
                self._given_back(session)

    def _taken(self) -> Session:
        if self._process != os.getpid():
            _INHERITED.extend(self._idle)
            self._begin()
        try:
            return self._idle.pop()
        except IndexError:
            return Session(self.path, self._patience)

    def _given_back(self, session: Session) -> None:
        session.undo()
        self._idle.append(session)

    def _begin(self) -> None:
        self._process = os.getpid()
        self._idle: list[Session] = []
        self._turnstile = Turnstile(self.path)


def _leave_to_the_next(_session: Session) -> None:
    """The next sync of the journal covers all that was written to it before."""
