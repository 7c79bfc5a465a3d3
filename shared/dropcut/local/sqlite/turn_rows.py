"""Rows of turns: reading and writing them within a transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from sqlite3 import Connection
from typing import NamedTuple

from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId, Owner
from dropcut.domain.turns import TurnRecord, must_hold, woken
from dropcut.domain.values import Instant

COLUMNS = "epoch, until, woken, since, again"


class TurnRow(NamedTuple):
    """A job's number in the file, its id, and its turn."""

    number: int
    job: JobId
    record: TurnRecord


def turn_row(connection: Connection, job: JobId) -> TurnRow | None:
    """The row of a recorded job."""
    row = connection.execute(
        f"SELECT number, {COLUMNS} FROM job JOIN turn ON turn.job = number WHERE id = ?",  # noqa: S608 - fixed text
        (str(job),),
    ).fetchone()
    return None if row is None else TurnRow(row[0], job, TurnRecord(*row[1:]))


def held(connection: Connection, turn: Turn) -> TurnRow:
    """The row of the job that `turn` may advance. Raises Stale."""
    row = turn_row(connection, turn.job)
    if row is None:
        raise Stale(f"The job {turn.job} was forgotten.")
    must_hold(row.record, turn)
    return row


def kept(connection: Connection, number: int, record: TurnRecord) -> None:
    """Write the record of a job's turn."""
    connection.execute(
        "UPDATE turn SET epoch = ?, until = ?, woken = ?, since = ?, again = ? WHERE job = ?",
        (*record, number),
    )


def noticed(connection: Connection, number: int) -> None:
    """Count a change that watchers of this job might show."""
    connection.execute("UPDATE turn SET changes = changes + 1 WHERE job = ?", (number,))


def noticed_by_each(connection: Connection, numbers: Iterable[int]) -> None:
    """Count a change for each of these jobs."""
    for number in numbers:
        noticed(connection, number)


def noticed_by_wishers(connection: Connection, task: int) -> None:
    """Count a change for every job that wishes for this task."""
    connection.execute(
        "UPDATE turn SET changes = changes + 1 WHERE job IN (SELECT job FROM wish WHERE task = ?)",
        (task,),
    )


def wake_up(connection: Connection, numbers: Collection[int], now: Instant) -> tuple[JobId, ...]:
    """Wake these jobs, and give their ids."""
    if not numbers:
        return ()
    rows = connection.execute(
        f"SELECT number, id, {COLUMNS} FROM job JOIN turn ON turn.job = number"  # noqa: S608 - fixed text
        " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    ).fetchall()
    for number, _, *record in rows:
        kept(connection, number, woken(TurnRecord(*record), now))
    return tuple(job_id(text) for _, text, *_ in rows)


def job_id(text: str) -> JobId:
    """The id that was stored as this text."""
    owner, _, name = text.partition("/")
    return JobId(Owner(owner), name)
