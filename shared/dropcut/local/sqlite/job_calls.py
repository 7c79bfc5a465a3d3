"""The ledger's calls about jobs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from sqlite3 import Connection

from dropcut.domain.errors import Conflict, NotFound
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId, Owner
from dropcut.local.sqlite.part import Part
from dropcut.local.sqlite.turn_rows import noticed
from dropcut.local.sqlite.wish_rows import all_dropped

_PAGE = 200
"""Jobs are read so many at a time: whoever goes through them holds no transaction open."""
_SHORT = 16 * 1024
"""Only so long a record is remembered: those of a thousand files are few, and large."""


class JobCalls(Part):
    """Jobs, by compare-and-set."""

    def create_job(self, job: Job) -> Job:
        with self._database.write() as connection:
            recorded = _recorded(connection, job.id)
            if recorded is not None:
                return recorded
            now = self.now()
            new = job.with_(created=now, revised=now)
            number = connection.execute(
                "INSERT INTO job (id, owner, state, version, created, document) VALUES (?, ?, ?, ?, ?, ?)",
                (str(new.id), new.id.owner, new.state, new.version, new.created, new.dumped().decode()),
            ).lastrowid
            connection.execute("INSERT INTO turn (job) VALUES (?)", (number,))
            return new

    def job(self, job: JobId) -> Job:
        with self._database.read() as connection:
            recorded = _recorded(connection, job)
        if recorded is None:
            raise _not_found(job)
        return recorded

    def jobs(self, owner: Owner | None = None, states: Collection[JobState] = (), after: JobId | None = None) -> Iterator[Job]:
        behind, wanted = "" if after is None else str(after), json.dumps(sorted(states)) if states else None
        while portion := self._page(behind, owner, wanted):
            yield from portion
            behind = str(portion[-1].id)

    def _page(self, after: str, owner: Owner | None, states: str | None) -> list[Job]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT document FROM job WHERE id > ?1 AND (?2 IS NULL OR owner = ?2)"
                " AND (?3 IS NULL OR state IN (SELECT value FROM json_each(?3))) ORDER BY id LIMIT ?4",
                (after, owner, states, _PAGE),
            ).fetchall()
        return [_loaded(document) for (document,) in rows]

    def update_job(self, job: Job) -> Job:
        with self._database.write() as connection:
            row = connection.execute("SELECT number, version, created FROM job WHERE id = ?", (str(job.id),)).fetchone()
            if row is None:
                raise _not_found(job.id)
            number, version, created = row
            if (version, created) != (job.version, job.created):
                raise Conflict(f"The job {job.id} changed meanwhile: it is at version {version}, not {job.version}.")
            new = job.with_(version=version + 1)
            connection.execute(
                "UPDATE job SET state = ?, version = ?, document = ? WHERE number = ?",
                (new.state, new.version, new.dumped().decode(), number),
            )
            noticed(connection, number)
            return new

    def forget_job(self, job: JobId) -> None:
        with self._database.write() as connection:
            row = connection.execute("SELECT number FROM job WHERE id = ?", (str(job),)).fetchone()
            if row is not None:
                all_dropped(connection, row[0])
                connection.execute("DELETE FROM job WHERE number = ?", row)

    def forget_owner(self, owner: Owner) -> None:
        """Nothing: beside jobs and tasks the tables know no owner."""


def _recorded(connection: Connection, job: JobId) -> Job | None:
    row = connection.execute("SELECT document FROM job WHERE id = ?", (str(job),)).fetchone()
    return None if row is None else _loaded(row[0])


def _loaded(document: str) -> Job:
    """Whoever follows jobs reads the same record many times before it changes: a frozen value may be handed out again."""
    return _remembered(document) if len(document) <= _SHORT else Job.load(document)


@lru_cache(maxsize=256)
def _remembered(document: str) -> Job:
    return Job.load(document)


def _not_found(job: JobId) -> NotFound:
    return NotFound(f"There is no job {job}.", "dropcut status lists those that there are.")
