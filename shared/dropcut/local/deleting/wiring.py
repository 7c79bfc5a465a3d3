"""Deleting in a home of this machine, put together."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.deleting.notes import Notes
from dropcut.local.deleting.disk import Disk
from dropcut.local.deleting.footage import Footage
from dropcut.local.deleting.logs import Logs
from dropcut.local.deleting.queue import Queue
from dropcut.local.deleting.working_files import WorkingFiles
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.workplace import Workplace
from dropcut.ports.records import Records
from dropcut.ports.remains import Remains


def deleting(workplace: Workplace, hooks: Records | None = None) -> Deleting:
    """`hooks` are the records of the user's home, where those tell of this home's jobs."""
    place, database, opaque = workplace.place, workplace.database, workplace.opaque
    elsewhere: Sequence[Remains] = () if hooks is None else (Notes(hooks, opaque, "small documents of the user's home"),)
    more = (
        *elsewhere, Queue(database), WorkingFiles(place, workplace.blobs), Footage(place), Logs(place), Disk(),
    )  # fmt: skip
    records = SqliteRecords(database, workplace.home.clock.now)
    return Deleting(workplace.home, records, opaque, more, database.tidy)
