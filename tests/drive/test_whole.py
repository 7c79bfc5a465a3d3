"""From a folder in Drive to the cut beside it: the whole cloud home, with nothing but a clock to tell it."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep, time

import pytest

from dropcut.domain.names import JobId
from tests.drive.double.drive import Drive
from tests.drive.double.service import Service
from tests.drive.double.wire import served
from tests.e2e.cloud.estate import Estate, Plan, estate
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.cloud.post import clockwork

SONG = JobId.parse("ann/a song")
WITHIN_S = 240


@pytest.mark.timeout(600)
def test_what_is_made_of_a_folder_of_drive_lies_beside_it(tmp_path: Path) -> None:
    drive = Drive()
    service = Service(drive, lambda: round(time() * 1000))
    root = drive.folder("Shared with Dropcut")
    with served(service.act) as wire:
        service.address = wire.address
        told = (("DROPCUT_DRIVE", f"ann={root}"), ("DROPCUT_DRIVE_EMULATOR", wire.address))
        with estate(tmp_path, Plan(pipeline=QUICK, extra=told)) as home, clockwork(lambda: home.post.call("drive"), 1.0):
            folder = drive.folder("a song", root)
            verse = drive.put(folder, "verse1.txt", b"one\n", "text/plain")
            drive.put(folder, "verse2.txt", b"two\n", "text/plain")
            first = sung(drive, folder, home, b"")
            assert status(drive, folder).count("The cut is ready.") == 1
            drive.replace(verse, b"another\n")
            sung(drive, folder, home, first)
            job = home.ledger.job(SONG)
            assert {file.path for file in job.files} == {"verse1.txt", "verse2.txt"}
            assert [item.version for item in drive.items.values() if item.name == "song.txt"] == [2]
            assert service.violations == []


def sung(drive: Drive, folder: str, home: Estate, before: bytes) -> bytes:
    """The song beside the verses, once it is another one and the page says that it is ready."""
    end = monotonic() + WITHIN_S
    while True:
        songs = [item.data for item in list(drive.items.values()) if item.name == "song.txt" and not item.trashed]
        if songs and songs != [before] and "The cut is ready." in status(drive, folder):
            assert songs == [home.delivered(SONG)["song.txt"]]
            return songs[0]
        if monotonic() > end:
            raise TimeoutError(f"{status(drive, folder)}\n{home.logs()[-4000:]}")
        sleep(0.2)


def status(drive: Drive, folder: str) -> str:
    pages = [
        item.data.decode() for item in list(drive.items.values()) if item.parent == folder and item.name == "README - status"
    ]
    return "\n".join(pages)
