"""Deleting in a home of the cloud, put together."""

from __future__ import annotations

from typing import NamedTuple

from dropcut.cloud.deleting.drive import DriveNotes
from dropcut.cloud.deleting.drive_files import DriveFiles
from dropcut.cloud.deleting.objects import Objects
from dropcut.cloud.deleting.recovery import Recoverable
from dropcut.cloud.firestore.clients import Connection
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.settings import Recovery
from dropcut.domain.opaque import Opaque
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.home import Home


class Stores(NamedTuple):
    """Where everything lies."""

    database: Connection
    inbox: Bucket
    store: Bucket


def deleting(home: Home, stores: Stores, opaque: Opaque, recovery: Recovery, files: DriveFiles | None = None) -> Deleting:
    """`files` can delete in Drive; without it, that part is left to whoever can."""
    store = Store(stores.database)
    more = (
        files or DriveFiles(store),
        Objects(stores.inbox, stores.store, store),
        DriveNotes(store),
        Recoverable(recovery),
    )
    return Deleting(home, FirestoreRecords(stores.database), opaque, more)
