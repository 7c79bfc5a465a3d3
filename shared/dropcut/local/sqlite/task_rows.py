"""Rows of tasks: reading and writing them within a transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from dropcut.domain.keeping import last_used, waits
from dropcut.domain.names import TaskId
from dropcut.domain.tasks import Task, TaskState


class TaskRow(NamedTuple):
    """A task's number in the file, whether anybody wishes for it, and its record."""

    number: int
    wished: bool
    task: Task


def task_row(connection: Connection, task: TaskId) -> TaskRow | None:
    """The row of a recorded task."""
    row = connection.execute("SELECT number, wished, document FROM task WHERE id = ?", (str(task),)).fetchone()
    return None if row is None else _read(row)


def task_rows(connection: Connection, tasks: Iterable[TaskId]) -> dict[TaskId, TaskRow]:
    """The rows of those that are recorded."""
    rows = connection.execute(
        "SELECT number, wished, document FROM task WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([str(task) for task in tasks]),),
    )
    read = (_read(row) for row in rows)
    return {row.task.id: row for row in read}


def _read(row: tuple[int, int, str]) -> TaskRow:
    number, wished, document = row
    return TaskRow(number, bool(wished), Task.load(document))


def added(connection: Connection, task: Task) -> int:
    """Record a new task, which is wished for; gives its number."""
    row = connection.execute(
        "INSERT INTO task (state, waits, used, changed, document, id, step, wished) VALUES (?, ?, ?, ?, ?, ?, ?, 1)"
        " RETURNING number",
        (*columns(task), str(task.id), task.id.step),
    ).fetchone()
    return int(row[0])


def kept(connection: Connection, number: int, task: Task) -> None:
    """Write the record of a task; nobody wishes for one that is done."""
    connection.execute(
        "UPDATE task SET state = ?, waits = ?, used = ?, changed = ?, document = ?, wished = wished AND ? WHERE number = ?",
        (*columns(task), task.state is not TaskState.DONE, number),
    )


def columns(task: Task) -> tuple[str, int | None, int, int, str]:
    """What stands beside the document, and the document."""
    return task.state, waits(task), last_used(task), task.changed, task.dumped().decode()
