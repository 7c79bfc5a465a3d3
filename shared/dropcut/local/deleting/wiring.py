"""Deleting in a home of this machine, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

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

NOTHING_ELSEWHERE: Final[Mapping[str, Records]] = MappingProxyType({})


def deleting(workplace: Workplace, elsewhere: Mapping[str, Records] = NOTHING_ELSEWHERE) -> Deleting:
    """`elsewhere` are records outside of this home that tell of its jobs, by what a person calls them."""
    place, database, opaque = workplace.place, workplace.database, workplace.opaque
    notes: Iterator[Remains] = (Notes(records, opaque, name) for name, records in elsewhere.items())
    more = (*notes, Queue(database), WorkingFiles(place, workplace.blobs), Footage(place), Logs(place), Disk())
    records = SqliteRecords(database, workplace.home.clock.now)
    return Deleting(workplace.home, records, opaque, more, database.tidy)
