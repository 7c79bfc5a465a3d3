"""Rows of batches: the groups of a job, as recorded."""

from __future__ import annotations

import json
from collections.abc import Collection
from sqlite3 import Connection

from dropcut.domain.jobs import Group
from dropcut.domain.names import Key


def batch_row(connection: Connection, job: int, key: Key) -> Group | None:
    """The record of a group, what is left of it not counted."""
    row = connection.execute("SELECT document FROM batch WHERE job = ? AND key = ?", (job, key)).fetchone()
    return None if row is None else Group.load(row[0])


def kept(connection: Connection, job: int, group: Group) -> None:
    """Write the record of a group."""
    record = group.with_(left=0)
    connection.execute(
        "INSERT INTO batch (job, key, revision, step, ready, document) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET revision = excluded.revision, ready = excluded.ready, document = excluded.document",
        (job, record.key, record.revision, record.step, record.ready, record.dumped().decode()),
    )


def batches_dropped_before(connection: Connection, job: int, revision: int, steps: Collection[str] | None) -> bool:
    """Drop the job's groups of older revisions (of these steps). Whether there were any."""
    dropped = connection.execute(
        "DELETE FROM batch WHERE job = ?1 AND revision < ?2 AND (?3 IS NULL OR step IN (SELECT value FROM json_each(?3)))",
        (job, revision, None if steps is None else json.dumps(sorted(steps))),
    )
    return dropped.rowcount > 0


def all_batches_dropped(connection: Connection, job: int) -> None:
    """Drop all groups of the job."""
    connection.execute("DELETE FROM batch WHERE job = ?", (job,))
