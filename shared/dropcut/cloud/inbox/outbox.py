"""Deliveries beside the store: newer over older, and never over what the user changed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import md5

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.checksums import Crc32c
from dropcut.cloud.gcs.reading import ObjectFile, buffered, located
from dropcut.cloud.inbox.delivering import Delivering, needed_of, objects_below
from dropcut.cloud.inbox.naming import RECORD, STATUS_PAGE, outbox_of, outboxes_of
from dropcut.cloud.inbox.placing import taken_away
from dropcut.cloud.inbox.record import Mark, OutboxRecord, read_record
from dropcut.cloud.inbox.sources import source_of
from dropcut.cloud.inbox.turns import Turn, turn_at
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.paths import checked_delivery
from dropcut.domain.wording import spoken
from dropcut.ports.folder import LARGEST_EDIT, Delivery, Retracted


class Outbox:
    """The objects that one drop is delivered as, below `prefix` of the store's bucket: copies, made by the service.

    Every blob is looked at before the first one is copied, and the record is written last. What a user changed, or put
    there, under a name that we need is renamed (`review.md` to `review.yours-1.md`); what lies under a name that we no
    longer need stays. Each write names the generation that it replaces, so that whoever lost the turn cannot do harm.
    """

    def __init__(self, bucket: Bucket, prefix: str) -> None:
        self._bucket = bucket
        self._prefix = prefix

    def delivery(self) -> Delivery | None:
        """What stands here."""
        return read_record(self._bucket, self._prefix).record.delivery

    def edited(self, name: str) -> bytes | None:
        """What a user made of a delivered file; None while it is ours, or is not there."""
        record = read_record(self._bucket, self._prefix).record
        there = self._bucket.looked(self._prefix + name) if name in record.marks else None
        if there is None or record.is_ours(name, there):
            return None
        if there.size > LARGEST_EDIT:
            raise Permanent(f"{spoken(name)} is too large to be an edit.", "Delete it: it is then delivered anew.")
        head, size = located(self._bucket, there.name, there.generation)
        with buffered(ObjectFile(self._bucket, there.name, head, size)) as file:
            return file.read()

    def absorb(self, name: str, edit: bytes) -> None:
        """Count a user's version as ours, unless it changed since it was read."""
        mark = Mark(size=len(edit), crc32c=str(Crc32c(edit)), md5=b64encode(md5(edit, usedforsecurity=False).digest()).decode())
        there = self._bucket.looked(self._prefix + name)
        if there is not None and Mark.of(there) == mark:
            with turn_at(self._bucket, self._prefix, lambda record: _obeying(record, name, mark)):
                pass

    def publish(self, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """See `Folder.publish`."""
        for name in files:
            checked_delivery(name)
        standing = read_record(self._bucket, self._prefix).record
        there = objects_below(self._bucket, self._prefix) if standing.revision == revision else {}
        needed = needed_of(standing, revision, files, there)
        if not needed and standing.revision >= revision:
            return standing.standing
        sources = {name: source_of(self._bucket, blob) for name, blob in needed.items()}
        return Delivering(self._bucket, self._prefix, revision, files, sources).delivered()

    def retract(self) -> Retracted:
        """See `Folder.retract`. The record goes last: whoever is stopped before says it again."""
        self._bucket.delete(self._prefix + STATUS_PAGE)
        if read_record(self._bucket, self._prefix).generation == NOBODY:
            return Retracted()
        with turn_at(self._bucket, self._prefix, lambda record: record) as turn:
            taken = self._taken_back(turn)
        kept = read_record(self._bucket, self._prefix)
        self._bucket.delete(self._prefix + RECORD, kept.generation)
        return taken

    def _taken_back(self, turn: Turn) -> Retracted:
        there = objects_below(self._bucket, self._prefix)
        marked = [there[name] for name in turn.record.marks if name in there]
        ours = [each for each in marked if turn.record.is_ours(each.name.removeprefix(self._prefix), each)]
        for each in ours:
            turn.sign()
            taken_away(self._bucket, each)
        return Retracted(files=len(ours), bytes=sum(each.size for each in ours), left=len(marked) - len(ours))


def delivered_below(bucket: Bucket, owner: Owner) -> Iterator[JobId]:
    """The drops of an owner with a record of a delivery."""
    names = bucket.folders(outboxes_of(owner))
    drops = (JobId(owner, name) for name in names)
    return (drop for drop in drops if bucket.looked(outbox_of(drop) + RECORD) is not None)


def _obeying(record: OutboxRecord, name: str, mark: Mark) -> OutboxRecord:
    return record.expecting({name: mark}) if name in record.marks else record
