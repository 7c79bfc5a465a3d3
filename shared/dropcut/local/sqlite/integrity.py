"""Whether the file is sound: for `dropcut doctor`, and for tests that kill."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

from dropcut.domain.documents import Document
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Group, Job
from dropcut.domain.tasks import Task
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.task_rows import columns

_DOCUMENTS: tuple[tuple[type[Document], str], ...] = (
    (Job, "SELECT id, document FROM job"),
    (Group, "SELECT key, document FROM batch"),
)
_UNWISHED = """
SELECT id FROM task WHERE wished <> EXISTS (SELECT 1 FROM wish WHERE wish.task = task.number)
"""
_MISJUDGED = """
SELECT DISTINCT id FROM wish JOIN task ON task.number = wish.task WHERE wish.open <> (task.state NOT IN ('done', 'failed'))
"""


def problems(database: Database) -> tuple[str, ...]:
    """What is wrong with the file, a sentence each; nothing when it is sound."""
    found: list[str] = []
    try:
        with database.read() as connection:
            found.extend(_problems(connection))
    except Permanent as error:
        found.append(error.message)
    return tuple(found)


def _problems(connection: Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"The file is damaged: {line}."
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"A row of {table} belongs to one that is not there."
    for kind, rows in _DOCUMENTS:
        for name, document in connection.execute(rows):
            yield from _unreadable(kind, name, document)
    yield from _tasks(connection)


def _tasks(connection: Connection) -> Iterator[str]:
    rows = connection.execute("SELECT id, state, waits, used, changed, document FROM task")
    for task, *beside, document in rows:
        damage = tuple(_unreadable(Task, task, document))
        yield from damage
        if not damage and (*beside, document) != columns(Task.load(document)):
            yield f"What stands beside the record of {task} is not what the record says."
    for (task,) in connection.execute(_UNWISHED):
        yield f"Whether {task} is wished for is noted wrongly."
    for (task,) in connection.execute(_MISJUDGED):
        yield f"Whether a wish for {task} is open is noted wrongly."


def _unreadable(kind: type[Document], name: str, document: str) -> Iterator[str]:
    try:
        kind.load(document)
    except Permanent as error:
        yield f"The record of {kind.KIND} {name} cannot be read: {error}"
