"""A whole home of each kind with work in it, and a way to search every byte that it keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from google.cloud.firestore_v1 import types

from dropcut.api.access.audit import Done, note
from dropcut.api.access.members import Member, enrol
from dropcut.cloud.deleting.wiring import Stores
from dropcut.cloud.deleting.wiring import deleting as deleting_in_the_cloud
from dropcut.cloud.firestore.clients import Connection, connected_to_emulator
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.firestore.queries import Query
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.settings import Recovery
from dropcut.domain.access import Role
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Millis
from dropcut.editing.status.words import ENDING
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.home import Home
from dropcut.engine.jobs import submit
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.engine.webhooks.hooks import add_hook, ping
from dropcut.local import logs, wiring
from dropcut.local.deleting.wiring import deleting as deleting_here
from dropcut.local.files.record import STATUS_PAGE
from dropcut.local.place import of_home
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.ports.records import Records
from dropcut.ports.uploads import Sending
from tests.conformance.cloud_benches import bucket_of, gcs_connection
from tests.emulators.firestore import firestore_address
from tests.unit.engine.small_home import SmallHome

WORD = "xylophonist"
"""Stands in every script of these homes, with the name of its owner."""
PIPELINE = Pipeline(recipe="tests.conformance.remains_recipe:recipe", catalog="tests.conformance.remains_recipe:CATALOG")
_NO_QUIET = Millis(0)


@dataclass(frozen=True)
class KeptHome:
    """A home, what deletes in it, and everything that it holds, as bytes by the name of where."""

    home: Home
    deleting: Deleting
    records: Records
    opaque: Opaque
    put: Callable[[JobId, str, bytes], None]
    """What a user does."""
    everything: Callable[[], Iterator[tuple[str, bytes]]]
    leave_traces: Callable[[Owner], None]
    """Whatever only this kind of home keeps for a while."""

    def make(self, job: JobId) -> None:
        """Drop a script, see the job through, and leave what use leaves."""
        self.put(job, "script.md", f"{WORD} of {job.owner} in {job.name}\n".encode())
        submit(self.home, job, _NO_QUIET)
        _worked(self.home, job)
        self.note(job)

    def note(self, job: JobId) -> None:
        """What the face of a home writes down."""
        person = f"corp:{job.owner}@example.com"
        enrol(self.records, job.owner, Member(person=person, role=Role.ADMIN))
        ping(self.records, add_hook(self.records, job.owner, f"https://{job.owner}.example.com/hook"))
        done = Done(person=person, did="approve_job", owner=job.owner, about=job.name, status=200, address="192.0.2.7")
        note(self.records, self.opaque, done)

    def saying(self, *words: str) -> list[str]:
        """Where any of these stands, in a name or in bytes."""
        found = []
        for where, data in self.everything():
            if any(word.encode() in data or word in where for word in words):
                found.append(where)
        return found


MakeHome = Callable[[Path], AbstractContextManager[KeptHome]]


def _worked(home: Home, job: JobId) -> None:
    """As workers do, until nothing is left: by the ledger's word alone."""
    from dropcut.engine.advance import advance  # noqa: PLC0415 - only here
    from dropcut.engine.run_task import run_task  # noqa: PLC0415 - only here
    from dropcut.ports.dispatch import RunTask  # noqa: PLC0415 - only here

    for _ in range(9):
        home.ledger.wake([job])
        advance(home, job)
        for task in home.ledger.open_tasks(job, 99):
            run_task(home, RunTask(task=task.id))
        if home.ledger.job(job).state is JobState.DONE:
            return


@contextmanager
def here(folder: Path) -> Iterator[KeptHome]:
    place = of_home(folder / "home", by_owner=True)
    with wiring.opened(place, PIPELINE, "test", Keeper().beating) as workplace:
        logs.configure(place.log, "test", workplace.opaque, on_terminal=False)
        records = SqliteRecords(workplace.database, workplace.home.clock.now)

        def put(job: JobId, path: str, data: bytes) -> None:
            file = place.inbox / job.owner / job.name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

        def everything() -> Iterator[tuple[str, bytes]]:
            for file in sorted(place.home.rglob("*")):
                inside = file.relative_to(place.home)
                if inside.parts[0] != "inbox" or file.is_file():
                    yield str(inside), file.read_bytes() if file.is_file() else b""

        def leave_traces(owner: Owner) -> None:
            job = JobId(owner, "holiday")
            from dropcut.local.files.places import Inbox  # noqa: PLC0415 - only here
            from dropcut.local.files.uploads import FileUploads  # noqa: PLC0415 - only here

            uploads = FileUploads(Inbox(place.inbox, place.outbox), place.home / "uploads", workplace.home.clock.now)
            begun = uploads.begin(job, Sending(path="later.mp4", size=100))
            with uploads.adding(job, begun.id, 0) as adding:
                adding.write(WORD.encode())
            (place.search / f"{owner}.sqlite").parent.mkdir(exist_ok=True)
            (place.search / f"{owner}.sqlite").write_text(f"{WORD} {owner}")
            (place.outbox_of(job) / STATUS_PAGE).write_text(f"{WORD} of {owner} in holiday\n{ENDING}\n")
            place.complaints.parent.mkdir(exist_ok=True)
            with place.complaints.open("a") as complaints:
                complaints.write(f"[mov] /inbox/{owner}/holiday/take1.mp4: moov atom not found\nall is well\n")

        yield KeptHome(workplace.home, deleting_here(workplace), records, workplace.opaque, put, everything, leave_traces)


@contextmanager
def in_the_cloud(folder: Path) -> Iterator[KeptHome]:
    project = f"test-{sha256(str(folder).encode()).hexdigest()[:16]}"
    with gcs_connection() as storage, closing(connected_to_emulator(project, firestore_address())) as database:
        inbox, store = bucket_of(storage, folder, "inbox"), bucket_of(storage, folder, "store")
        nearby, opaque, records = Copied(store, 1 << 20), Opaque(b"key"), FirestoreRecords(database)
        plain = SmallHome(PIPELINE.load_recipe()).home
        home = replace(
            plain, ledger=FirestoreLedger(database), blobs=GcsBlobs(store, nearby), catalog=PIPELINE.load_catalog(),
            folder=BucketFolder(inbox, Copied(inbox, 1 << 20), store),
        )  # fmt: skip

        def put(job: JobId, path: str, data: bytes) -> None:
            name = f"inbox/{job}/{path}"
            there = inbox.looked(name)
            inbox.put(name, data, {}, there.generation if there else 0)

        def everything() -> Iterator[tuple[str, bytes]]:
            yield from _objects(store, "store")
            yield from _objects(inbox, "inbox")
            yield from documents(database)

        def leave_traces(owner: Owner) -> None:
            inbox.put(f"arriving/{owner}/folder/half", WORD.encode(), {})
            records.keep("uploads", f"{owner}/0123/x", json.dumps({"path": WORD}))

        deleting = deleting_in_the_cloud(home, Stores(database, inbox, store), opaque, Recovery(soft_delete_days=7))
        yield KeptHome(home, deleting, records, opaque, put, everything, leave_traces)


def _objects(bucket: Bucket, top: str) -> Iterator[tuple[str, bytes]]:
    for stored in bucket.list(""):
        part = bucket.part(stored.name, 0, 1 << 20) if stored.size else None
        yield f"{top}/{stored.name}", bytes(part.data) if part else b""


def documents(database: Connection) -> Iterator[tuple[str, bytes]]:
    store = Store(database)
    asked = types.ListCollectionIdsRequest(parent=f"{database.database}/documents")
    for collection in database.client.list_collection_ids(asked, metadata=database.metadata):
        for seen in store.find(Query(collection, ())).seen:
            yield seen.path, json.dumps(dict(seen.fields), ensure_ascii=False).encode()


HOMES: dict[str, MakeHome] = {"one machine": here, "the cloud": in_the_cloud}
