"""Somebody with a folder on a machine of their own, who sends it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.visiting.visited import Visited
from dropcut.domain.errors import DropcutError
from dropcut.domain.names import JobId
from dropcut.engine.elsewhere import Moved
from dropcut.engine.home import Home
from dropcut.local.elsewhere.choosing import chosen

DROP = JobId.parse("ann/my video")
CLIP = bytes(range(256)) * 4096 * 24
"""24 MiB: three pieces."""


@dataclass(frozen=True)
class Sent:
    """How it ended."""

    moved: Moved
    troubles: tuple[DropcutError, ...]


@dataclass(frozen=True)
class Sender:
    folder: Path
    notes: Path
    inbox: Bucket

    def write(self, name: str, data: bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def send(self, *, replace: bool = False) -> Sent:
        visited = Visited(self.inbox, lambda: "", _no_home)
        waves = chosen(self.folder, DROP, visited.there(DROP)).waves
        sending = visited.send(DROP, waves, self.notes, replace=replace)
        assert sending.over(60)
        return Sent(sending.moved(), tuple(sending.troubles()))

    def there(self) -> dict[str, bytes]:
        top = f"inbox/{DROP}/"
        return {stored.name.removeprefix(top): read(self.inbox, stored.name) for stored in self.inbox.list(top)}


def sender(place: Path, inbox: Bucket, name: str = "ann") -> Sender:
    folder = place / name / "my video"
    folder.mkdir(parents=True)
    return Sender(folder, place / name / "notes", inbox)


def read(bucket: Bucket, name: str) -> bytes:
    with opened(bucket, name) as file:
        return file.read()


def _no_home() -> Home:
    raise AssertionError("nobody asks for jobs here")
