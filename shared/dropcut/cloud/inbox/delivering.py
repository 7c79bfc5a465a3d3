"""One delivery, put in place by whoever has the turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.placing import Placing, taken_away
from dropcut.cloud.inbox.record import Mark, OutboxRecord
from dropcut.cloud.inbox.turns import LostTurnError, Turn, turn_at
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Unavailable
from dropcut.ports.folder import Delivery


@dataclass(frozen=True)
class Delivering:
    """A revision on its way below `prefix`, its `sources` looked at."""

    bucket: Bucket
    prefix: str
    revision: int
    files: Mapping[str, Blob]
    sources: Mapping[str, Stored]

    def delivered(self) -> Delivery:
        """What stands afterwards. Raises Unavailable; what was begun is completed by the next delivery."""
        with turn_at(self.bucket, self.prefix, self._expected) as turn:
            placing = Placing(self.bucket, turn)
            try:
                return self._put(turn, placing)
            except LostTurnError:
                placing.undo()
                raise

    def _expected(self, record: OutboxRecord) -> OutboxRecord:
        marks = {name: Mark.of(source) for name, source in self.sources.items()}
        return record.expecting(marks) if record.revision <= self.revision else record

    def _put(self, turn: Turn, placing: Placing) -> Delivery:
        standing, there = turn.record, objects_below(self.bucket, self.prefix)
        turn.check()
        needed = needed_of(standing, self.revision, self.files, there)
        if not needed.keys() <= self.sources.keys():
            raise Unavailable(f"The deliveries in {self.bucket.where(self.prefix)} were changed meanwhile.")
        for name in needed:
            turn.sign()
            placing.put(self.sources[name], self.prefix + name, there.get(name), standing.marks.get(name, ()))
        if standing.revision < self.revision:
            self._complete(turn, there)
        return turn.record.standing

    def _complete(self, turn: Turn, there: Mapping[str, Stored]) -> None:
        for name in turn.record.marks.keys() - self.files.keys() & there.keys():
            if turn.record.is_ours(name, there[name]):
                taken_away(self.bucket, there[name])
        marks: dict[str, tuple[Mark, ...]] = {name: (Mark.of(source),) for name, source in self.sources.items()}
        turn.write(OutboxRecord(revision=self.revision, files=dict(self.files), marks=marks))


def needed_of(standing: OutboxRecord, revision: int, files: Mapping[str, Blob], there: Mapping[str, Stored]) -> dict[str, Blob]:
    """What would have to be put in place: of the revision that stands, what somebody took away."""
    if standing.revision != revision:
        return dict(files) if standing.revision < revision else {}
    same = {name: blob for name, blob in standing.files.items() if name in files and files[name].sha256 == blob.sha256}
    return {name: files[name] for name in same if name not in there}


def objects_below(bucket: Bucket, prefix: str) -> dict[str, Stored]:
    """What lies in an outbox, by name."""
    return {stored.name.removeprefix(prefix): stored for stored in bucket.list(prefix)}
