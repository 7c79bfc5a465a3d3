"""The function as it is deployed: polls and pushes over HTTP, on emulators and the double."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import time

import pytest

from tests.drive.double.drive import Drive
from tests.drive.double.service import Service
from tests.drive.double.wire import served
from tests.drive.stage import read
from tests.entry_points.deployed import Deployment
from tests.unit.cloud.entering.requests import JSON


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path)
    yield made
    made.close()


def test_a_poll_and_a_push_bring_files_and_strangers_bring_nothing(deployment: Deployment) -> None:
    drive = Drive()
    service = Service(drive, lambda: round(time() * 1000))
    root = drive.folder("Shared")
    drop = drive.folder("my video", root)
    drive.put(drop, "take1.mp4", b"one")
    with served(service.act) as wire:
        service.address = wire.address
        deployment.told |= {
            "DROPCUT_DRIVE": f"ann={root}",
            "DROPCUT_DRIVE_ADDRESS": "https://here.example/drive",
            "DROPCUT_DRIVE_EMULATOR": wire.address,
        }
        with deployment.function("drive") as function:
            assert function.post(b"", JSON) == 204
            assert read(deployment.inbox, "inbox/ann/my video/take1.mp4") == b"one"
            drive.put(drop, "take2.mp4", b"two")
            forged = {**service.pushes[-1], "X-Goog-Channel-Token": "guessed"}
            assert function.post(b"", forged) == 403
            assert deployment.inbox.looked("inbox/ann/my video/take2.mp4") is None
            assert function.post(b"", service.pushes[-1]) == 204
            assert read(deployment.inbox, "inbox/ann/my video/take2.mp4") == b"two"
            assert [line for line in function.lines() if line["severity"] == "ERROR"] == []


def test_a_folder_that_nobody_can_find_is_said_in_the_log(deployment: Deployment) -> None:
    with served(Service(Drive(), lambda: 0).act) as wire:
        deployment.told |= {"DROPCUT_DRIVE": "ann=nowhere", "DROPCUT_DRIVE_EMULATOR": wire.address}
        with deployment.function("drive") as function:
            assert function.post(b"", JSON) == 204
            assert any("Share the folder" in line.get("why", "") for line in function.lines() if line["severity"] == "ERROR")
