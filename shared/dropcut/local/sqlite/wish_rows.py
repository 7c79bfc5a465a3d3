"""Rows of wishes: who waits for a task, and whether it still may come."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from sqlite3 import Connection
from typing import NamedTuple

from dropcut.domain.names import JobId
from dropcut.domain.tasks import Wish

ALONE = ""


class EndedWish(NamedTuple):
    """A wish whose task ended: the number of its job, and its group."""

    job: int
    batch: str


def wished(connection: Connection, job: int, task: int, wish: Wish, *, still_open: bool) -> None:
    """Record the wish of a job, or lift the one that is there."""
    connection.execute(
        "INSERT INTO wish (task, job, batch, revision, open) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET revision = max(revision, excluded.revision)",
        (task, job, wish.group, wish.revision, still_open),
    )


def newest_wishes(connection: Connection, job: int, tasks: Iterable[int]) -> dict[int, int]:
    """The newest revision at which a job wished for each of these recorded tasks."""
    return dict(
        connection.execute(
            "SELECT task, max(revision) FROM wish WHERE task IN (SELECT value FROM json_each(?)) AND job = ? GROUP BY task",
            (json.dumps(list(tasks)), job),
        )
    )


def wishers(connection: Connection, task: int) -> list[int]:
    """The jobs that wish for this task."""
    return [job for (job,) in connection.execute("SELECT DISTINCT job FROM wish WHERE task = ?", (task,))]


def wishes_for(connection: Connection, task: int) -> list[tuple[JobId, int]]:
    """The jobs that wish for this task, and at which revisions."""
    rows = connection.execute(
        "SELECT job.id, wish.revision FROM wish JOIN job ON job.number = wish.job WHERE wish.task = ?", (task,)
    )
    return [(JobId.parse(job), revision) for job, revision in rows]


def reopened(connection: Connection, task: int) -> None:
    """The task may come after all: all who wish for it wait again."""
    connection.execute("UPDATE wish SET open = 1 WHERE task = ?", (task,))


def closed(connection: Connection, task: int) -> list[EndedWish]:
    """The task failed for good. Gives the wishes for it."""
    rows = connection.execute("UPDATE wish SET open = 0 WHERE task = ? RETURNING job, batch", (task,)).fetchall()
    return [EndedWish(*row) for row in rows]


def fulfilled(connection: Connection, task: int) -> list[EndedWish]:
    """The task is done. Gives the wishes that it had."""
    rows = connection.execute("DELETE FROM wish WHERE task = ? RETURNING job, batch", (task,)).fetchall()
    return [EndedWish(*row) for row in rows]


def to_wake(connection: Connection, ended: Iterable[EndedWish]) -> list[int]:
    """The jobs to wake when these wishes ended: see `Ledger.finish`."""
    return sorted({wish.job for wish in ended if wish.batch == ALONE or _was_last(connection, wish)})


def any_open(connection: Connection, job: int, batch: str) -> bool:
    """Whether a shard of the group has not ended: one look into an index."""
    row = connection.execute("SELECT EXISTS (SELECT 1 FROM wish WHERE job = ? AND batch = ? AND open = 1)", (job, batch))
    return bool(row.fetchone()[0])


def left_open(connection: Connection, job: int, batch: str) -> int:
    """How many shards of the group have not ended."""
    row = connection.execute("SELECT count(*) FROM wish WHERE job = ? AND batch = ? AND open = 1", (job, batch))
    return int(row.fetchone()[0])


def dropped_before(connection: Connection, job: int, revision: int, steps: Collection[str] | None) -> bool:
    """Drop the job's wishes of older revisions (of these steps). Whether there were any."""
    tasks = connection.execute(
        "DELETE FROM wish WHERE job = ?1 AND revision < ?2"
        " AND (?3 IS NULL OR (SELECT step FROM task WHERE number = wish.task) IN (SELECT value FROM json_each(?3)))"
        " RETURNING task",
        (job, revision, None if steps is None else json.dumps(sorted(steps))),
    ).fetchall()
    return _unwished(connection, tasks)


def all_dropped(connection: Connection, job: int) -> bool:
    """Drop all wishes of the job. Whether there were any."""
    return _unwished(connection, connection.execute("DELETE FROM wish WHERE job = ? RETURNING task", (job,)).fetchall())


def _unwished(connection: Connection, tasks: list[tuple[int]]) -> bool:
    connection.executemany(
        "UPDATE task SET wished = 0 WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM wish WHERE task = ?1)",
        tasks,
    )
    return bool(tasks)


def _was_last(connection: Connection, wish: EndedWish) -> bool:
    ready = connection.execute("SELECT 1 FROM batch WHERE job = ? AND key = ? AND ready", wish).fetchone()
    return ready is not None and not any_open(connection, wish.job, wish.batch)
