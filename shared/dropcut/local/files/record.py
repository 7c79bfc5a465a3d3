"""What we know of an outbox: which delivery stands there, and how to tell our files from a user's."""

from __future__ import annotations

import os
import stat
from hashlib import file_digest
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from dropcut.domain.blobs import Blob
from dropcut.domain.documents import Document
from dropcut.domain.errors import Permanent
from dropcut.domain.paths import checked_delivery
from dropcut.domain.values import Count, Sha256, Value
from dropcut.domain.wording import spoken
from dropcut.editing.status.words import ENDING
from dropcut.local.files.durable import write_over
from dropcut.local.files.temporary import Temporaries
from dropcut.ports.folder import Delivery

OURS = ".dropcut"
STATUS_PAGE = "README - status.txt"
"""Tells in an outbox how its drop stands; it is no delivery, and goes with them."""
_RECORD = "delivery.json"


def is_our_page(page: Path) -> bool:
    """Whether the page that tells how the drop stands lies there, and no file of the user's that is called so."""
    return page.is_file() and not page.is_symlink() and ENDING.encode() in page.read_bytes()


class Mark(Value):
    """How a file of ours looked when it was delivered.

    Two files may well have one time of modification, so that the inode is asked for too before it is believed.
    """

    size: Count
    inode: int
    modified_ns: int
    sha256: Sha256


class DeliveryRecord(Document):
    """The delivery that stands in an outbox, and what of ours may lie there besides when a later one was cut short."""

    KIND: ClassVar[str] = "delivery"

    revision: Count = 0
    """Zero while no delivery was ever complete."""
    files: dict[str, Blob] = Field(default_factory=dict)
    marks: dict[str, tuple[Mark, ...]] = Field(default_factory=dict)
    """By name, every file of ours that may lie there."""

    @property
    def standing(self) -> Delivery:
        """What stands; of revision 0 when nothing does."""
        return Delivery(revision=self.revision, files=self.files)

    @property
    def delivery(self) -> Delivery | None:
        """What stands, if anything does."""
        return self.standing if self.revision else None

    def expecting(self, marks: dict[str, Mark]) -> DeliveryRecord:
        """The record to keep while these files are put in place."""
        names = {*self.marks, *marks}
        added = {name: (*self.marks.get(name, ()), *([marks[name]] if name in marks else [])) for name in names}
        return self.model_copy(update={"marks": added})


def is_outbox(folder: Path) -> bool:
    """Whether a delivery was ever begun in a folder: then its files are never a user's footage. Not of one closed to us."""
    return os.path.exists(folder / OURS / _RECORD)  # noqa: PTH110 - Path.exists raises where it may not look


def read_record(outbox: Path) -> DeliveryRecord:
    """The record; an empty one when there is none. Raises OSError, Permanent."""
    file = outbox / OURS / _RECORD
    try:
        record = DeliveryRecord.load(file.read_bytes())
        for name in (*record.files, *record.marks):
            checked_delivery(name)
        return record
    except FileNotFoundError:
        return DeliveryRecord()
    except (Permanent, ValueError) as error:
        raise Permanent(
            f"{spoken(str(file))}, which tells what was delivered, cannot be read: {error}",
            "Delete it: the next delivery keeps what it finds under other names.",
        ) from error


def write_record(outbox: Path, record: DeliveryRecord, temporaries: Temporaries) -> None:
    """Replace the record, at once and durably. Raises OSError."""
    with temporaries.file() as temporary:
        temporary.write(record.dumped())
        temporary.settle()
        write_over(temporary.path, outbox / OURS / _RECORD)


def is_ours(file: Path, marks: tuple[Mark, ...]) -> bool:
    """Whether what lies there is, byte for byte, something that we delivered. Raises OSError."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode):
        return False
    alike = [mark for mark in marks if mark.size == found.st_size]
    if any((mark.inode, mark.modified_ns) == (found.st_ino, found.st_mtime_ns) for mark in alike):
        return True
    return bool(alike) and _sha256(file) in {mark.sha256 for mark in alike}


def mark_of(file: Path) -> Mark:
    """How a file looks now. Raises OSError."""
    found = file.stat()
    return Mark(size=found.st_size, inode=found.st_ino, modified_ns=found.st_mtime_ns, sha256=Sha256(_sha256(file)))


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
