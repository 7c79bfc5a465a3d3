"""How a connection to the file is opened, and how the file comes to its newest schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.local.sqlite.schema import APPLICATION, SCRIPTS

WAL = "wal"
_STATEMENTS_KEPT = 256
_PAUSE_S = 0.01


def opened(path: Path, patience: Millis) -> sqlite3.Connection:
    """A connection in autocommit, whose commits keep their order. Raises sqlite3.Error, or Permanent for a file not ours."""
    connection = sqlite3.connect(
        path,
        timeout=patience / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS_KEPT,
    )
    try:
        _patiently(lambda: _prepare(connection, path), patience)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _refuse_what_is_not_ours(connection, path)
    (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    # Of commits to a journal of ours `Session.sync` takes care; some file systems cannot have one.
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if journal == WAL else 'FULL'}")
    connection.execute("PRAGMA foreign_keys = ON")
    if _number(connection) != len(SCRIPTS):
        _lift(connection)


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _lift(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in SCRIPTS[_number(connection) :]:
            for statement in script.strip().split(";\n"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(SCRIPTS)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _refuse_what_is_not_ours(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN")  # all of this is about one moment: another process may be making the tables
    try:
        number = _number(connection)
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.execute("ROLLBACK")
    if tables and application != APPLICATION:
        raise Permanent(f"{spoken(str(path))} belongs to another program.", "Choose another folder for Dropcut's home.")
    if number > len(SCRIPTS):
        raise Permanent(f"{spoken(str(path))} was written by a newer Dropcut.", "Install that version or a later one.")


def _patiently(action: Callable[[], None], patience: Millis) -> None:
    """Turning a new file to WAL does not wait for others that do the same, whatever the connection's timeout."""
    end = monotonic() + patience / 1000
    while True:
        try:
            return action()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
        sleep(_PAUSE_S)
