"""The ledger's calls about groups."""

from __future__ import annotations

from sqlite3 import Connection

from dropcut.domain.errors import NotFound
from dropcut.domain.groups import closed, made_ready, opened
from dropcut.domain.jobs import Group, GroupResult, Turn
from dropcut.domain.names import JobId, Key
from dropcut.local.sqlite.batch_rows import batch_row, kept
from dropcut.local.sqlite.part import Part
from dropcut.local.sqlite.turn_rows import held, noticed, turn_row
from dropcut.local.sqlite.wish_rows import any_open, left_open


class BatchCalls(Part):
    """Groups: batches of shards that one job wants."""

    def open_group(self, turn: Turn, group: Group) -> Group:
        with self._database.note() as connection:
            job = held(connection, turn).number
            before = batch_row(connection, job, group.key)
            return _written(connection, job, before, opened(before, group))

    def ready_group(self, turn: Turn, group: Key) -> Group:
        with self._database.note() as connection:
            job = held(connection, turn).number
            before = _recorded(connection, job, group)
            return _written(connection, job, before, made_ready(before))

    def close_group(self, turn: Turn, group: Key, result: GroupResult) -> None:
        with self._database.note() as connection:
            job = held(connection, turn).number
            before = _recorded(connection, job, group)
            _written(connection, job, before, closed(before, result))

    def group(self, job: JobId, group: Key) -> Group | None:
        with self._database.read() as connection:
            row = turn_row(connection, job)
            record = None if row is None else batch_row(connection, row.number, group)
            return None if row is None or record is None else _counted(connection, row.number, record)

    def group_open(self, job: JobId, group: Key) -> bool:
        with self._database.read() as connection:
            row = turn_row(connection, job)
            return row is not None and any_open(connection, row.number, group)


def _recorded(connection: Connection, job: int, key: Key) -> Group:
    group = batch_row(connection, job, key)
    if group is None:
        raise NotFound(f"There is no group {key}.", "Open it first.")
    return group


def _written(connection: Connection, job: int, before: Group | None, after: Group) -> Group:
    if after is not before:
        kept(connection, job, after)
        noticed(connection, job)
    return _counted(connection, job, after)


def _counted(connection: Connection, job: int, group: Group) -> Group:
    return group.with_(left=left_open(connection, job, group.key))
