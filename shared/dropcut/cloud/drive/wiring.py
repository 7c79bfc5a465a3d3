"""Where what looks after Drive is put together, once a process."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from threading import RLock

from dropcut.cloud import wiring
from dropcut.cloud.deleting.wiring import InDrive, Stores, deleting
from dropcut.cloud.drive import clients
from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.channels import Channels
from dropcut.cloud.drive.means import Means
from dropcut.cloud.drive.roots import Root
from dropcut.cloud.drive.sending import Sender
from dropcut.cloud.drive.settings import DriveSettings, drive_settings_from
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.workplace import Workplace
from dropcut.domain.names import Owner
from dropcut.engine.deleting.deleting import Deleting

_ONE_AT_A_TIME = RLock()


@dataclass(frozen=True)
class DriveWorkplace:
    """All that a process needs to look after Drive."""

    workplace: Workplace
    settings: DriveSettings
    means: Means
    store: Store
    deleting: Deleting | None = None

    def is_deleted(self, owner: Owner) -> bool:
        """Whether this owner was deleted since: then nothing of theirs is copied any more."""
        return self.deleting is not None and self.deleting.tombs.holds_owner(owner)

    def book(self, root: Root) -> Book:
        """The documents of a root."""
        return Book(self.store, root)

    def channels(self, root: Root) -> Channels:
        """The channels of a root."""
        return Channels(Drive(self.means.connection), self.book(root), self.settings.address)


def here() -> DriveWorkplace:
    """The one of this process. Raises Permanent when the environment does not say what is needed."""
    with _ONE_AT_A_TIME:
        return _here()


@cache
def _here() -> DriveWorkplace:
    workplace, told = wiring.here(), drive_settings_from(os.environ)
    connection = clients.connected_to_double(told.double) if told.double else clients.connected()
    means = Means(
        connection=connection,
        home=workplace.home,
        inbox=Bucket(wiring.storage_of(workplace.settings), workplace.settings.inbox),
        quiet=workplace.settings.quiet,
        holder=workplace.home.holder,
    )
    database = wiring.firestore_of(workplace.settings)
    store, settings = Store(database), workplace.settings
    stores = Stores(database, means.inbox, Bucket(wiring.storage_of(settings), settings.store))
    law = deleting(workplace.home, stores, settings.opaque, settings.recovery, InDrive(Drive(connection), Sender(connection)))
    return DriveWorkplace(workplace, told, means, store, law)
