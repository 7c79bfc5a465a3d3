"""Small documents in a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from dropcut.domain.records import checked_record, next_version
from dropcut.domain.values import Instant
from dropcut.ports.records import LARGEST_RECORD, Record


class MemoryRecords:
    """See `dropcut.ports.records.Records`. Nothing outlives the process."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[tuple[str, str], Record] = {}
        self._newest = Instant(0)

    def now(self) -> Instant:
        """The clock's."""
        return self._clock()

    def record(self, drawer: str, name: str) -> Record | None:
        """The document."""
        with self._lock:
            return self._there(drawer, name)

    def keep(self, drawer: str, name: str, text: str, seen: int = 0, until: Instant | None = None) -> Record:
        """Write it."""
        checked_record(drawer, name, text, LARGEST_RECORD)
        with self._lock:
            there = self._there(drawer, name)
            version = next_version(name, there.version if there else 0, seen, Instant(max(self.now(), self._newest + 1)))
            self._newest = Instant(version)
            self._kept[drawer, name] = record = Record(name=name, version=version, text=text, until=until)
            return record

    def drop(self, drawer: str, name: str) -> None:
        """Remove it."""
        with self._lock:
            self._kept.pop((drawer, name), None)

    def records(self, drawer: str, beginning: str, limit: int, after: str = "") -> tuple[Record, ...]:
        """Some of them."""
        with self._lock:
            names = sorted((name for place, name in self._kept if place == drawer), key=str.encode)
            found = (self._there(drawer, name) for name in names if name.startswith(beginning) and name > after)
            return tuple(record for record in found if record is not None)[:limit]

    def _there(self, drawer: str, name: str) -> Record | None:
        record = self._kept.get((drawer, name))
        return None if record is None or (record.until is not None and record.until <= self.now()) else record
