"""A shared folder of the double, a home that looks after it, and the other services on real emulators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import time
from typing import Any, cast
from uuid import uuid4

from dropcut.cloud.drive.api import Drive as Api
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.channels import Channels
from dropcut.cloud.drive.clients import Insisting, connected_to_double
from dropcut.cloud.drive.copying import Sizes
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.means import Means
from dropcut.cloud.drive.records import Copying, Delivered, DriveDrop
from dropcut.cloud.drive.roots import Root
from dropcut.cloud.drive.rounds import Round
from dropcut.cloud.drive.settings import DriveSettings
from dropcut.cloud.drive.wiring import DriveWorkplace
from dropcut.cloud.firestore import clients as firestore
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.clients import Connection, connected_to_emulator
from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.gcs.uploading import UNIT
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.workplace import Workplace
from dropcut.domain.blobs import Blob
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.ledger import MemoryLedger
from tests.conformance.cloud_benches import bucket_of
from tests.drive.double.drive import Drive
from tests.drive.double.service import Service
from tests.drive.double.wire import Wire, served
from tests.emulators.firestore import firestore_address
from tests.emulators.front import Front, front
from tests.emulators.gcs import gcs_address
from tests.unit.engine.small_home import SmallHome

ANN = Owner("ann")
QUIET = Millis(60_000)
ADDRESS = "https://here.example/drive"
SIZES = Sizes(at_once=2 * UNIT, piece=UNIT)
HASTY = Insisting(patience_s=5.0, first_s=0.002, longest_s=0.02)


class Counting(Bucket):
    """Counts what came to lie under each name."""

    def __init__(self, connection: Connection, name: str) -> None:
        super().__init__(connection, name)
        self.written: Counter[str] = Counter()
        self._lock = Lock()

    def put(self, name: str, data: bytes, metadata: Mapping[str, str], over: int = NOBODY) -> Stored:
        return self._counted(super().put(name, data, metadata, over))

    def copy(self, source: Stored, name: str, metadata: Mapping[str, str], over: int = NOBODY) -> Stored:
        return self._counted(super().copy(source, name, metadata, over))

    def _counted(self, stored: Stored) -> Stored:
        with self._lock:
            self.written[stored.name] += 1
        return stored


class Stage:
    """All of it, for one test."""

    def __init__(self, drive: Drive, service: Service, wire: Wire, front: Front, place: Path) -> None:
        self.drive, self.service, self.wire, self.front = drive, service, wire, front
        self.root = Root(ANN, drive.folder("Shared with Dropcut"))
        self.passed = 0
        """Milliseconds that went by on every clock, beside those that did."""
        self._firestore = firestore.connected_to_emulator(f"drive-{uuid4().hex[:12]}", firestore_address())
        self._storage = connected_to_emulator("dropcut-test", front.address)
        self.inbox = Counting(self._storage, bucket_of(self._storage, place, "inbox").name)
        self.outbox = bucket_of(self._storage, place, "store")
        self.store = Store(self._firestore, lambda read: Instant(read + self.passed))
        self.book = Book(self.store, self.root)
        self.blobs = GcsBlobs(self.outbox, Copied(self.outbox, 0))
        self.clock = MemoryClock(Instant(1_000_000))
        self.ledger = MemoryLedger(self.clock.now)
        self.means = self._means()

    def _means(self) -> Means:
        folder = BucketFolder(self.inbox, Copied(self.inbox, 0), self.outbox)
        home = replace(SmallHome(_no_recipe).home, ledger=self.ledger, blobs=self.blobs, folder=folder, clock=self.clock)
        connection = connected_to_double(self.wire.address, HASTY)
        return Means(connection, home, self.inbox, QUIET, "test", SIZES, side_by_side=1)

    def round(self, seconds: float = 60.0, **means: Any) -> None:
        """One invocation of the function."""
        changed = replace(self.means, holder=uuid4().hex, **means)
        Round(changed, self.book, Deadline(seconds)).take()

    def poll(self, times: int = 2) -> None:
        for _ in range(times):
            self.round()

    @property
    def place(self) -> DriveWorkplace:
        """As a function has it."""
        settings = DriveSettings(roots=(self.root,), address=ADDRESS)
        return DriveWorkplace(cast("Workplace", None), settings, self.means, self.store)

    def channels(self) -> Channels:
        return Channels(Api(self.means.connection), self.book, ADDRESS)

    def wait(self, milliseconds: int) -> None:
        """Let time pass everywhere."""
        self.passed += milliseconds
        self.clock.sleep(Millis(milliseconds))

    def files(self, drop: str) -> dict[str, bytes]:
        """What lies in the inbox of a drop, but for what is hidden."""
        top = f"inbox/{ANN}/{drop}/"
        names = [stored.name for stored in self.inbox.list(top) if "/." not in stored.name]
        return {name.removeprefix(top): read(self.inbox, name) for name in names}

    def written_twice(self) -> set[str]:
        """The files of drops that came to lie in their place more than once."""
        return {name for name, times in self.inbox.written.items() if times > 1 and "/." not in name}

    def leftovers(self) -> list[str]:
        """What lies in the inbox's bucket besides the files of drops."""
        return [stored.name for stored in self.inbox.list("") if "/." in stored.name or not stored.name.startswith("inbox/")]

    def job(self, drop: str) -> Job:
        return self.ledger.job(JobId(ANN, drop))

    def drop(self, folder: str) -> DriveDrop:
        drop = self.book.one(DriveDrop, folder).value
        assert drop is not None
        return drop

    def delivered(self, folder: str) -> Delivered:
        return self.book.one(Delivered, folder).value or Delivered()

    def publish(self, drop: str, revision: int, **files: bytes) -> None:
        """Have the job of a drop deliver into its outbox."""
        self.means.home.folder.publish(
            JobId(ANN, drop), revision, {name.replace("_", "."): self.blob(data) for name, data in files.items()}
        )

    def blob(self, data: bytes) -> Blob:
        return self.blobs.put(f"store/ann/assemble/{uuid4().hex}/1/blob", data)

    def in_drive(self, folder: str) -> dict[str, bytes]:
        """What its user sees in a folder, by name."""
        return {item.name: item.data for item in self.drive.items.values() if item.parent == folder and not item.trashed}

    def cut(self, folder: str) -> dict[str, bytes]:
        """What its user sees in `cut/`."""
        return self.in_drive(self.delivered(folder).folder)

    def status(self, folder: str) -> str:
        """What the status document says, as markup."""
        return self.drive.items[self.delivered(folder).status].data.decode()

    def copies(self) -> list[Copying]:
        """How far the copies of files are that are known to be under way."""
        kept = self.book.read(Copying, list(self.drive.items))
        return [each.value for each in kept.values() if each.value is not None]

    def close(self) -> None:
        self.means.connection.close()
        self._storage.session.close()
        self._firestore.close()


def read(bucket: Bucket, name: str) -> bytes:
    with opened(bucket, name) as file:
        return file.read()


def _no_recipe(*_: object) -> object:
    raise AssertionError("nobody advances a job here")


@contextmanager
def stage_in(place: Path, shared_drive: str = "") -> Iterator[Stage]:
    """A stage while the block lasts."""
    drive = Drive(shared_drive)
    stages: list[Stage] = []
    service = Service(drive, lambda: round(time() * 1000) + (stages[0].passed if stages else 0))
    with front(gcs_address()) as before, served(service.act) as wire:
        service.address = wire.address
        stages.append(Stage(drive, service, wire, before, place))
        try:
            yield stages[0]
        finally:
            stages[0].close()
