"""Deleting in a home of the cloud, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dropcut.cloud.deleting.drive import DriveNotes
from dropcut.cloud.deleting.drive_files import DriveFiles, DriveNews
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

if TYPE_CHECKING:
    from dropcut.cloud.drive.api import Drive
    from dropcut.cloud.drive.sending import Sender


class Stores(NamedTuple):
    """Where everything lies."""

    database: Connection
    inbox: Bucket
    store: Bucket


class InDrive(NamedTuple):
    """What reads there, and what changes there."""

    drive: Drive
    sender: Sender


def deleting(home: Home, stores: Stores, opaque: Opaque, recovery: Recovery, there: InDrive | None = None) -> Deleting:
    """With what can delete in Drive it does; without, that part is left to whoever can."""
    drive, sender = there or (None, None)
    store = Store(stores.database)
    more = (
        DriveFiles(store, drive, sender),
        DriveNews(store, drive),
        Objects(stores.inbox, stores.store, store),
        DriveNotes(store),
        Recoverable(recovery),
    )
    return Deleting(home, FirestoreRecords(stores.database), opaque, more)
