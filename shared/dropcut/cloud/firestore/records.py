"""Small documents in Firestore, beside the ledger's. What is gone is cleared away by a TTL policy on `expires`."""

from __future__ import annotations

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.clients import Connection
from dropcut.cloud.firestore.store import Decided, Store, StoreClock, server_time
from dropcut.cloud.firestore.writes import Expiry, Fields, Seen, deleted, written
from dropcut.domain.records import checked_record, next_version
from dropcut.domain.values import Instant
from dropcut.ports.records import LARGEST_RECORD, Record

_BEHIND_ALL = "\U0010ffff"
_SCHEMA = "dropcut/record@1"


class FirestoreRecords:
    """See `dropcut.ports.records.Records`. The store's clock is the server's own."""

    def __init__(self, connection: Connection, clock: StoreClock = server_time) -> None:
        self._store = Store(connection, clock)

    def now(self) -> Instant:
        """The server's clock."""
        return self._store.now()

    def record(self, drawer: str, name: str) -> Record | None:
        """The document."""
        (seen,), now = self._store.read([_path(drawer, name)])
        return _there(seen, now)

    def keep(self, drawer: str, name: str, text: str, seen: int = 0, until: Instant | None = None) -> Record:
        """Write it."""
        checked_record(drawer, name, text, LARGEST_RECORD)
        return self._store.settle(lambda: self._kept(drawer, name, text, seen, until))

    def drop(self, drawer: str, name: str) -> None:
        """Remove it."""
        self._store.settle(lambda: self._dropped(drawer, name))

    def records(self, drawer: str, beginning: str, limit: int, after: str = "") -> tuple[Record, ...]:
        """Some of them: those that are gone and not cleared away yet are passed over."""
        first = _place(drawer, beginning)
        query, behind = queries.records(first, first + _BEHIND_ALL), (_place(drawer, after),) if after else None
        found = list[Record]()
        while len(found) < limit:
            seen, now = self._store.find(query.page(limit, behind))
            found += [record for each in seen if (record := _there(each, now)) is not None]
            if len(seen) < limit:
                break
            behind = (str(seen[-1].fields["id"]),)
        return tuple(found[:limit])

    def _kept(self, drawer: str, name: str, text: str, seen: int, until: Instant | None) -> Decided[Record]:
        (before,), now = self._store.read([_path(drawer, name)])
        there = _there(before, now)
        last = int(before.fields["version"]) if before.there else 0
        version = next_version(name, there.version if there else 0, seen, Instant(max(now, last + 1)))
        record = Record(name=name, version=version, text=text, until=until)
        return record, [written(before, _fields(drawer, record))]

    def _dropped(self, drawer: str, name: str) -> Decided[None]:
        (before,), _ = self._store.read([_path(drawer, name)])
        return None, [deleted(before)] if before.there else []


def _fields(drawer: str, record: Record) -> Fields:
    fields = {"schema": _SCHEMA, "id": _place(drawer, record.name), "name": record.name, "version": record.version}
    expires = None if record.until is None else Expiry(record.until)
    return {**fields, "until": record.until, "expires": expires, "text": record.text}


def _there(seen: Seen, now: Instant) -> Record | None:
    fields = seen.fields
    if not seen.there or (fields["until"] is not None and fields["until"] <= now):
        return None
    return Record(name=fields["name"], version=fields["version"], text=fields["text"], until=fields["until"])


def _place(drawer: str, name: str) -> str:
    return f"{drawer}~{name}"


def _path(drawer: str, name: str) -> str:
    return f"records/{_place(drawer, name).replace('/', '~~')}"
