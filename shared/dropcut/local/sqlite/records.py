"""Small documents in the ledger's file."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection

from dropcut.domain.records import checked_record, next_version
from dropcut.domain.values import Instant
from dropcut.local.sqlite.connection import Database
from dropcut.ports.records import LARGEST_RECORD, Record

_BEHIND_ALL = "\U0010ffff"


class SqliteRecords:
    """See `dropcut.ports.records.Records`. `clock` is the store's."""

    def __init__(self, database: Database, clock: Callable[[], Instant]) -> None:
        self._database = database
        self._clock = clock

    def now(self) -> Instant:
        """The clock's."""
        return self._clock()

    def record(self, drawer: str, name: str) -> Record | None:
        """The document."""
        with self._database.read() as connection:
            return self._there(connection, drawer, name)

    def keep(self, drawer: str, name: str, text: str, seen: int = 0, until: Instant | None = None) -> Record:
        """Write it, and clear away what is gone."""
        checked_record(drawer, name, text, LARGEST_RECORD)
        with self._database.write() as connection:
            connection.execute("DELETE FROM record WHERE until <= ?", (self.now(),))
            there = self._there(connection, drawer, name)
            (newest,) = connection.execute("SELECT version FROM newest_record").fetchone()
            version = next_version(name, there.version if there else 0, seen, Instant(max(self.now(), newest + 1)))
            connection.execute("UPDATE newest_record SET version = ?", (version,))
            connection.execute(
                "INSERT OR REPLACE INTO record (drawer, name, version, until, document) VALUES (?, ?, ?, ?, ?)",
                (drawer, name, version, until, text),
            )
        return Record(name=name, version=version, text=text, until=until)

    def drop(self, drawer: str, name: str) -> None:
        """Remove it."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM record WHERE drawer = ? AND name = ?", (drawer, name))

    def records(self, drawer: str, beginning: str, limit: int, after: str = "") -> tuple[Record, ...]:
        """Some of them."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT name, version, until, document FROM record WHERE drawer = ? AND name >= ? AND name < ? AND name > ?"
                " AND (until IS NULL OR until > ?) ORDER BY name LIMIT ?",
                (drawer, beginning, beginning + _BEHIND_ALL, after, self.now(), limit),
            ).fetchall()
        return tuple(Record(name=name, version=version, until=until, text=text) for name, version, until, text in rows)

    def _there(self, connection: Connection, drawer: str, name: str) -> Record | None:
        row = connection.execute(
            "SELECT version, until, document FROM record WHERE drawer = ? AND name = ? AND (until IS NULL OR until > ?)",
            (drawer, name, self.now()),
        ).fetchone()
        return None if row is None else Record(name=name, version=row[0], until=row[1], text=row[2])
