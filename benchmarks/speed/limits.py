"""What this disk allows at best: the figures that everything durable is compared with."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from time import perf_counter

_PAGE = b"x" * 4096
_ROW = "x" * 600


def fsyncs(folder: Path, count: int) -> list[float]:
    """How long each of `count` appends of a page to a file takes until it is on the disk."""
    file = os.open(folder / "appended", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    taken = []
    try:
        for _ in range(count):
            began = perf_counter()
            os.write(file, _PAGE)
            os.fdatasync(file)
            taken.append(perf_counter() - began)
    finally:
        os.close(file)
    return taken


def commits(folder: Path, count: int) -> list[float]:
    """How long each of `count` SQLite transactions of one small row takes: WAL, synced at every commit."""
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    taken = []
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, document TEXT)")
        for number in range(count):
            began = perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO row VALUES (?, ?)", (number, _ROW))
            connection.execute("COMMIT")
            taken.append(perf_counter() - began)
    finally:
        connection.close()
    return taken
