"""What we know of an outbox: which delivery stands there, how our objects look, and whose turn it is to deliver."""

from __future__ import annotations

from typing import ClassVar, NamedTuple, Self

from pydantic import Field

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.reading import ObjectFile, buffered, located
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.naming import RECORD
from dropcut.domain.blobs import Blob
from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict, NotFound, Permanent
from dropcut.domain.values import Count, Value
from dropcut.ports.folder import Delivery


class Mark(Value):
    """The checksums of an object of ours: what has the same bytes is as we delivered it."""

    size: Count
    crc32c: str
    md5: str

    @classmethod
    def of(cls, stored: Stored) -> Self:
        """The mark of an object."""
        return cls(size=stored.size, crc32c=stored.crc32c, md5=stored.md5)


class OutboxRecord(Document):
    """The delivery that stands in an outbox, and what of ours may lie there besides when a later one was cut short."""

    KIND: ClassVar[str] = "outbox"

    revision: Count = 0
    """Zero while no delivery was ever complete."""
    files: dict[str, Blob] = Field(default_factory=dict)
    marks: dict[str, tuple[Mark, ...]] = Field(default_factory=dict)
    """By name, every object of ours that may lie there."""
    turn: str = ""
    """Who delivers at this moment; empty when nobody does."""

    @property
    def standing(self) -> Delivery:
        """What stands; of revision 0 when nothing does."""
        return Delivery(revision=self.revision, files=self.files)

    @property
    def delivery(self) -> Delivery | None:
        """What stands, if anything does."""
        return self.standing if self.revision else None

    def is_ours(self, name: str, stored: Stored) -> bool:
        """Whether what lies at `name` is something that we delivered there."""
        return Mark.of(stored) in self.marks.get(name, ())

    def expecting(self, marks: dict[str, Mark]) -> OutboxRecord:
        """The record to keep while these are put in place."""
        added = {name: (*self.marks.get(name, ()), mark) for name, mark in marks.items()}
        return self.model_copy(update={"marks": {**self.marks, **added}})


class Kept(NamedTuple):
    """A record, and the generation that a later one may replace."""

    record: OutboxRecord
    generation: int


def read_record(bucket: Bucket, outbox: str) -> Kept:
    """The record; an empty one when there is none. Raises Permanent when it is damaged."""
    name = outbox + RECORD
    try:
        head, size = located(bucket, name)
        with buffered(ObjectFile(bucket, name, head, size)) as file:
            return Kept(OutboxRecord.load(file.read()), head.generation)
    except Permanent as error:
        if isinstance(error, NotFound):
            return Kept(OutboxRecord(), NOBODY)
        raise Permanent(
            f"{bucket.where(name)}, which tells what was delivered, cannot be read: {error.message}",
            "Delete it: the next delivery keeps what it finds under other names.",
        ) from error


def write_record(bucket: Bucket, outbox: str, record: OutboxRecord, over: int) -> Kept:
    """Replace the record of that generation. Raises Conflict."""
    try:
        return Kept(record, bucket.put(outbox + RECORD, record.dumped(), {}, over).generation)
    except Conflict:
        there = read_record(bucket, outbox)
        if there.record != record:
            raise
        return there  # the answer to an earlier try was lost
