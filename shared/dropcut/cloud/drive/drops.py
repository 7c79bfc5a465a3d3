"""Which drop a folder is: its name is chosen once, and no other folder of its owner has it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.naming import safe
from dropcut.cloud.drive.records import DriveDrop
from dropcut.cloud.firestore.writes import Create, Write
from dropcut.domain.names import JobId

_LONGEST: Final = 180
_TAG = 6


def drop_for(book: Book, folder: DriveFile) -> DriveDrop:
    """The drop that this folder is; named after it when it is a new one."""
    for name in _names(folder):
        found = book.store.settle(lambda name=name: _named(book, folder, name))  # type: ignore[misc]
        if found is not None:
            return found
    raise AssertionError("names never end")


def job_of(book: Book, drop: DriveDrop) -> JobId:
    """Its id as a job."""
    return JobId(book.root.owner, drop.name)


def _names(folder: DriveFile) -> Iterator[str]:
    plain = safe(folder.name).encode()[:_LONGEST].decode(errors="ignore").strip() or "_"
    digest = sha256(folder.id.encode()).hexdigest()
    yield plain
    for length in range(_TAG, len(digest)):
        yield f"{plain}~{digest[:length]}"


def _named(book: Book, folder: DriveFile, name: str) -> tuple[DriveDrop | None, list[Write]]:
    stands = book.one(DriveDrop, folder.id)
    if stands.value is not None and stands.value.name:
        return stands.value, []
    reserved = book.reservation(name)
    if reserved.there and reserved.fields["folder"] != folder.id:
        return None, []
    drop = DriveDrop(name=name)
    fields = {"schema": "dropcut/drive-name@1", "owner": book.root.owner, "folder": folder.id}
    names: list[Write] = [] if reserved.there else [Create(reserved.path, fields)]
    return drop, [book.written(stands, drop), *names]
