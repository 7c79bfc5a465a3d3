"""One SQLite file, shared by threads and processes: every block is one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from dropcut.domain.values import Millis
from dropcut.local.sqlite.opening import opened
from dropcut.local.sqlite.refusals import told
from dropcut.local.sqlite.turnstile import Turnstile

PATIENCE = Millis(15_000)
"""How long a transaction waits for another to end before it is Unavailable."""

_INHERITED: list[sqlite3.Connection] = []
"""A forked child may neither use nor close its parent's connections: here they stay, untouched."""


class Database:
    """The file at `path`, made when it is not there, brought to the newest schema when older.

    May be shared by threads, and handed to forked and spawned processes. A block that waited too long for others
    raises Unavailable, a full disk Retryable, a damaged or closed-off file Permanent.
    """

    def __init__(self, path: Path, patience: Millis = PATIENCE) -> None:
        self.path = path
        self._patience = patience
        self._begin()
        with told(path):
            self._given_back(opened(path, patience))

    def __reduce__(self) -> tuple[type[Self], tuple[Path, Millis]]:
        """A spawned process opens the same file by itself."""
        return type(self), (self.path, self._patience)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A block that sees the file as it was at its first statement, and changes nothing."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A block that alone may write, from its start: durable when it ended, undone when it raised.

        Blocks of one thread do not nest.
        """
        self._know_where_we_are()
        with self._turnstile.passed(self._patience), self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use. The next block opens one again."""
        while self._idle:
            self._idle.pop().close()
        self._turnstile.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with told(self.path):
            connection = self._taken()
            try:
                connection.execute(begin)
                yield connection
                connection.execute("COMMIT")
            finally:
                self._given_back(connection)

    def _taken(self) -> sqlite3.Connection:
        self._know_where_we_are()
        try:
            return self._idle.pop()
        except IndexError:
            return opened(self.path, self._patience)

    def _given_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        self._idle.append(connection)

    def _know_where_we_are(self) -> None:
        if self._process != os.getpid():
            _INHERITED.extend(self._idle)
            self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._idle: list[sqlite3.Connection] = []
        self._turnstile = Turnstile(self.path)
