"""The ledger's calls for those who look after the work: sweeps, watchers, cleaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from sqlite3 import Connection

from dropcut.domain.errors import NotFound
from dropcut.domain.keeping import last_used
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.turns import TurnRecord
from dropcut.domain.values import Instant, Millis
from dropcut.engine.waiting import seen_within
from dropcut.local.sqlite.part import Part
from dropcut.local.sqlite.task_rows import task_row
from dropcut.local.sqlite.turn_rows import COLUMNS, job_id
from dropcut.ports.ledger import Due, StepCount

_BETWEEN_LOOKS_S = 0.05
"""How often a watcher looks: SQLite cannot call when another process writes."""
_BETWEEN_LOOKS_AT_MANY_S = 0.2


class LookoutCalls(Part):
    """Looking after, watching and cleaning."""

    def due(self, patience: Millis, limit: int) -> Due:
        with self._database.read() as connection:
            now = self.now()
            return Due(
                tasks=_overdue_tasks(connection, Instant(now - patience), limit),
                jobs=_overdue_jobs(connection, patience, now, limit),
            )

    def counts(self, job: JobId) -> tuple[StepCount, ...]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT step, state, count(DISTINCT task.number) FROM wish JOIN task ON task.number = wish.task"
                " WHERE wish.open AND wish.job = (SELECT number FROM job WHERE id = ?)"
                " GROUP BY step, state ORDER BY step, state",
                (str(job),),
            ).fetchall()
        return tuple(StepCount(step=step, state=TaskState(state), count=count) for step, state, count in rows)

    def open_tasks(self, job: JobId, limit: int) -> tuple[Task, ...]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT document FROM task WHERE number IN (SELECT wish.task FROM wish"
                " WHERE wish.open AND wish.job = (SELECT number FROM job WHERE id = ?)) ORDER BY changed, id LIMIT ?",
                (str(job), limit),
            ).fetchall()
        return _loaded(rows)

    def unused_tasks(self, before: Instant, limit: int, after: TaskId | None = None) -> tuple[Task, ...]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT document FROM task WHERE NOT wished AND used < ? AND id > ? ORDER BY id LIMIT ?",
                (before, "" if after is None else str(after), limit),
            ).fetchall()
        return _loaded(rows)

    def drop_task(self, task: TaskId, used_before: Instant) -> bool:
        with self._database.write() as connection:
            row = task_row(connection, task)
            if row is None:
                return True
            if row.wished or last_used(row.task) >= used_before:
                return False
            connection.execute("DELETE FROM task WHERE number = ?", (row.number,))
            connection.execute("UPDATE ledger SET dropped_epoch = max(dropped_epoch, ?)", (row.task.epoch,))
            return True

    def change(self, job: JobId, after: int, wait: Millis) -> int:
        return seen_within(wait, _BETWEEN_LOOKS_S, lambda: self._changes(job), lambda changes: changes > after)

    def changed(self, seen: Mapping[JobId, int], wait: Millis) -> Mapping[JobId, int | None]:
        return seen_within(wait, _BETWEEN_LOOKS_AT_MANY_S, lambda: self._newer(seen), bool)

    def _newer(self, seen: Mapping[JobId, int]) -> dict[JobId, int | None]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT asked.value, changes FROM json_each(?) AS asked"
                " LEFT JOIN job ON job.id = asked.value LEFT JOIN turn ON turn.job = number",
                (json.dumps([str(job) for job in seen]),),
            ).fetchall()
        counts = {job_id(text): count for text, count in rows}
        return {job: counts[job] for job, before in seen.items() if counts[job] is None or counts[job] > before}

    def _changes(self, job: JobId) -> int:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT changes FROM job JOIN turn ON turn.job = number WHERE id = ?", (str(job),)
            ).fetchone()
        if row is None:
            raise NotFound(f"There is no job {job}.", "dropcut status lists those that there are.")
        return int(row[0])


def _overdue_tasks(connection: Connection, before: Instant, limit: int) -> tuple[Task, ...]:
    return _loaded(
        connection.execute(
            "SELECT document FROM task WHERE wished AND waits IS NOT NULL AND waits <= ? ORDER BY waits, id LIMIT ?",
            (before, limit),
        ).fetchall()
    )


def _overdue_jobs(connection: Connection, patience: Millis, now: Instant, limit: int) -> tuple[JobId, ...]:
    rows = connection.execute(
        f"SELECT id, {COLUMNS} FROM job JOIN turn ON turn.job = number WHERE since <= ? OR again <= ?",  # noqa: S608 - fixed text
        (now - patience, now),
    )
    found = ((TurnRecord(*record).neglected_since(patience, now), job) for job, *record in rows)
    overdue = sorted((since, job) for since, job in found if since is not None)
    return tuple(job_id(job) for _, job in overdue[:limit])


def _loaded(rows: list[tuple[str]]) -> tuple[Task, ...]:
    return tuple(Task.load(document) for (document,) in rows)
