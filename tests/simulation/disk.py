"""The folder that users drop files into, and what its listings may wrongly show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from dropcut.domain.blobs import FileVersion
from dropcut.domain.names import JobId
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.folder import MemoryFolder
from dropcut.ports.blobs import Listed
from tests.simulation.faults import Fault, Weather
from tests.simulation.scheduler import Scheduler

LATE = 5_000
"""How late a listing may be, in milliseconds."""


NEWEST = 12


class Drops(MemoryFolder):
    """The shipped folder, with listings that lag behind."""

    def __init__(self, blobs: MemoryBlobs, scheduler: Scheduler, weather: Weather) -> None:
        super().__init__(blobs)
        self._scheduler = scheduler
        self._weather = weather
        self._past: list[tuple[int, JobId, tuple[FileVersion, ...]]] = []
        self.texts: dict[tuple[JobId, FileVersion], bytes] = {}

    def put(self, drop: JobId, path: str, text: str) -> FileVersion:
        """The user puts a file there."""
        self._remember(drop)
        file = self.drop_file(drop, path, text.encode())
        self.texts[drop, file] = text.encode()
        return file

    def take_out(self, drop: JobId, path: str) -> object:
        """The user moves a file out; gives what `put_back` wants."""
        self._remember(drop)
        kept = self._drops.get(drop, {}).get(path)
        self.remove_file(drop, path)
        return kept

    def put_back(self, drop: JobId, path: str, kept: object) -> None:
        """The user moves that very file back in: it is the version that it was."""
        if kept is not None and path not in self._drops[drop]:
            self._remember(drop)
            self._drops[drop][path] = cast("Any", kept)

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        """The listing, or an older one."""
        if self._weather.strikes(Fault.STALE_LIST, 0.2):
            older = [files for until, of, files in self._past if of == drop and until > self._scheduler.now - LATE]
            if older:
                return self._scheduler.random.choice(older)
        return super().files(drop)

    def present(self, drop: JobId) -> tuple[FileVersion, ...]:
        """What is truly there."""
        return super().files(drop)

    def _remember(self, drop: JobId) -> None:
        self._past.append((self._scheduler.now, drop, super().files(drop)))


class Disk(MemoryBlobs):
    """The shipped blobs, with listings that miss what is new, and with bytes that rot."""

    def __init__(self, scheduler: Scheduler, weather: Weather) -> None:
        super().__init__(lambda: scheduler.now)
        self._scheduler = scheduler
        self._weather = weather

    def list(self, prefix: str) -> Iterator[Listed]:
        """The listing, or one that misses something new."""
        stale = self._weather.strikes(Fault.STALE_LIST, 0.3)
        for listed in super().list(prefix):
            if not (stale and listed.created > self._scheduler.now - LATE and self._scheduler.random.random() < 0.5):
                yield listed

    def rot(self, fault: Fault) -> str | None:
        """Take away or damage some blob; gives its path."""
        if not self._paths:
            return None
        newest = list(self._held)[-NEWEST:]  # what is most likely needed still
        path = self._scheduler.random.choice(newest)
        data = self._held[path].data
        if fault is Fault.LOST_BLOB:
            self.delete(path)
        else:
            rotten = data[: len(data) // 2] if fault is Fault.CUT_BLOB else b"\0" + data[1:]
            self._held[path] = self._held[path]._replace(data=rotten)
        return path
