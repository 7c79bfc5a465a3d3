"""How an empty inbox that takes uploads is made for a test, and how somebody sends bytes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.inbox.uploads import BucketUploads
from dropcut.domain.values import Instant
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.places import Inbox
from dropcut.local.files.uploads import FileUploads
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.folder import Folder
from dropcut.ports.uploads import Upload, Uploads
from tests.conformance.cloud_benches import bucket_of, gcs_connection


@dataclass(frozen=True)
class UploadBench:
    """Uploads, the folder that they end in, and a sender."""

    uploads: Uploads
    folder: Folder
    send: Callable[[Upload, bytes], object]


MakeUploads = Callable[[Path, Callable[[], Instant]], AbstractContextManager[UploadBench]]


@contextmanager
def file_uploads(folder: Path, clock: Callable[[], Instant]) -> Iterator[UploadBench]:
    inbox = Inbox(folder / "inbox", folder / "outbox")
    uploads = FileUploads(inbox, folder / "uploads", clock)

    def send(upload: Upload, data: bytes) -> None:
        with uploads.adding(upload.drop, upload.id, 0) as piece:
            piece.write(data)

    yield UploadBench(uploads, FileFolder(inbox, FileBlobs(folder / "home")), send)


@contextmanager
def bucket_uploads(folder: Path, clock: Callable[[], Instant]) -> Iterator[UploadBench]:
    with gcs_connection() as connection:
        inbox, store = bucket_of(connection, folder, "inbox"), bucket_of(connection, folder, "store")
        uploads = BucketUploads(inbox, MemoryRecords(clock))

        def send(upload: Upload, data: bytes) -> None:
            requests.put(upload.direct, data=data, timeout=60).raise_for_status()

        yield UploadBench(uploads, BucketFolder(inbox, Copied(inbox, 0), store), send)


UPLOADS: dict[str, MakeUploads] = {"files": file_uploads, "gcs": bucket_uploads}
