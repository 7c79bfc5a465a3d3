"""Many jobs' indexes as one, for reading: a file of this machine that can be thrown away at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from dropcut.domain.values import Sha256
from dropcut.search import index as indexes
from dropcut.search.index import Named
from dropcut.search.tables import LAYOUT

_PATIENCE_S: Final = 30.0
_ENDINGS: Final = ("", "-wal", "-shm")


Fetch = Callable[[str], Path | None]
"""The file of a job's index on this machine, by the job's name; None where it is lost."""


class Merged:
    """The file at `path`, made when it is not there. Safe for threads and processes: each call opens it anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def follow(self, wanted: Mapping[str, Sha256], fetch: Fetch) -> int:
        """Make it hold these jobs and no others; gives how many could not be read. What is damaged is made anew."""
        try:
            return self._follow(wanted, fetch)
        except sqlite3.DatabaseError as damage:
            if isinstance(damage, sqlite3.OperationalError) and "locked" in str(damage):
                raise
            self.discard()
            return self._follow(wanted, fetch)

    def discard(self) -> None:
        """Throw it away."""
        for ending in _ENDINGS:
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """As it stands at this moment."""
        with self._opened() as connection:
            connection.execute("BEGIN")
            yield connection

    def _follow(self, wanted: Mapping[str, Sha256], fetch: Fetch) -> int:
        with self._opened() as merged:
            there = _jobs(merged)
            for name in there.keys() - wanted.keys():
                _change(merged, partial(indexes.remove, merged, name))
            outdated = [name for name, each in wanted.items() if there.get(name) != each]
            return sum(not self._fold(merged, name, wanted[name], fetch) for name in outdated)

    def _fold(self, merged: sqlite3.Connection, name: str, version: Sha256, fetch: Fetch) -> bool:
        """One job a transaction: whoever is stopped here goes on with the next call, and nobody waits for long."""
        file = fetch(name)
        if file is None:
            return False
        with indexes.attached(merged, file):
            if merged.execute("SELECT layout FROM one.about").fetchone() != (LAYOUT,):
                return False
            (title,) = merged.execute("SELECT title FROM one.job").fetchone()
            _change(merged, lambda: indexes.fold(merged, Named(name, title, version)))
        return True

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        address = self._path.absolute().as_uri()
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE_S, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # a power cut may damage it: then it is made anew
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                _change(connection, lambda: _lay_out(connection))
            yield connection


def _jobs(merged: sqlite3.Connection) -> dict[str, Sha256]:
    return {name: Sha256(version) for name, version in merged.execute("SELECT name, version FROM job")}


def _lay_out(connection: sqlite3.Connection) -> None:
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        indexes.laid_out(connection)


def _change(connection: sqlite3.Connection, change: Callable[[], None]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        change()
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
