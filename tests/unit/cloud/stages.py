"""The bucket adapters behind a server that keeps every precondition, counts requests, and fails on demand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.clients import connected_to_emulator
from dropcut.cloud.gcs.nearby import Copied, Mounted
from dropcut.cloud.inbox.folder import BucketFolder
from tests.conformance.cloud_benches import bucket_of
from tests.emulators.front import Front, front
from tests.emulators.gcs import gcs_address

ROOM = 16 << 20


@dataclass(frozen=True)
class Stage:
    """Both buckets of a home, mounted below `mount` in name only: a test fills that folder."""

    front: Front
    store: Bucket
    inbox: Bucket
    mount: Path

    @property
    def blobs(self) -> GcsBlobs:
        return GcsBlobs(self.store, Mounted(self.mount))

    @property
    def copying(self) -> GcsBlobs:
        return GcsBlobs(self.store, Copied(self.store, ROOM))

    def hasty(self) -> BucketFolder:
        """The folder for somebody who gives up soon."""
        connection = connected_to_emulator("dropcut-test", self.front.address, patience_s=0.1)
        return BucketFolder(Bucket(connection, self.inbox.name), Mounted(self.mount), Bucket(connection, self.store.name))

    @property
    def folder(self) -> BucketFolder:
        return BucketFolder(self.inbox, Mounted(self.mount), self.store)


@contextmanager
def stage_in(folder: Path) -> Iterator[Stage]:
    with front(gcs_address()) as standing:
        connection = connected_to_emulator("dropcut-test", standing.address)
        store, inbox = bucket_of(connection, folder, "store"), bucket_of(connection, folder, "inbox")
        standing.counted()
        try:
            yield Stage(standing, store, inbox, folder / "mount")
        finally:
            connection.session.close()
