"""A publisher that is overtaken while it copies, which a race of threads shows too seldom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from dropcut.domain.names import JobId, Owner
from dropcut.engine.clock import SystemClock
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.places import Inbox
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.folder import MemoryFolder
from dropcut.ports.blobs import Blobs
from dropcut.ports.folder import Folder

DROP = JobId(Owner("ada"), "my video")


class SlowBlobs(MemoryBlobs):
    """Much happens while one of these is opened: all that `meanwhile` has."""

    def __init__(self) -> None:
        super().__init__(SystemClock().now)
        self.meanwhile: list[Callable[[], object]] = []

    def open(self, path: str) -> BinaryIO:
        while self.meanwhile:
            self.meanwhile.pop()()
        return super().open(path)


def _memory(_place: Path, blobs: Blobs) -> Folder:
    return MemoryFolder(blobs)


def _files(place: Path, blobs: Blobs) -> Folder:
    return FileFolder(Inbox(place / "inbox", place / "outbox"), blobs)


@pytest.mark.parametrize("open_folder", [_memory, _files])
@pytest.mark.parametrize("late", [1, 2, 3])
def test_whoever_is_overtaken_changes_nothing(tmp_path: Path, open_folder: Callable[[Path, Blobs], Folder], late: int) -> None:
    blobs = SlowBlobs()
    folder = open_folder(tmp_path, blobs)
    slow = {"cut.mp4": blobs.put("store/slow", b"slow"), "cut.srt": blobs.put("store/words", b"words")}
    quick = {"cut.mp4": blobs.put("store/quick", b"quick")}
    blobs.meanwhile.append(lambda: folder.publish(DROP, 3, quick))
    stands = folder.publish(DROP, late, slow)
    assert (stands.revision, stands.files) == (3, quick)
    assert folder.delivery(DROP) == stands
