"""A dropped file is read once: known by its bytes, said what it is, or refused in one sentence."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from dropcut.domain.assets import Clip, Inventory, Kind, Upload
from dropcut.domain.jobs import JobState
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Programs
from dropcut.steps.ingest import ingest
from tests.media.clips import AAC, X264, Clips, picture, tone
from tests.unit.engine.small_home import JOB, SmallHome, row


def ingest_all(drop: Drop, do: Do) -> Inventory:
    assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files])
    drop.wait_until_settled()
    clips = tuple(Clip(name=asset.upload.file.path, asset=asset) for asset in assets.all())
    return Inventory(clips=clips, refused=assets.refused)


@pytest.fixture
def home(programs: Programs) -> SmallHome:
    home = SmallHome(ingest_all, row(ingest))
    home.home = replace(home.home, programs=lambda: programs)
    return home


@pytest.fixture
def clip(clips: Clips) -> Path:
    return clips.made("everyday.mp4", *picture(), *tone(), *X264, *AAC)


def _told(home: SmallHome) -> str:
    assert home.job.result is not None
    assert home.job.result.inline is not None
    return home.job.result.inline


def _inventory(home: SmallHome) -> Inventory:
    return Inventory.model_validate_json(_told(home))


def test_each_file_is_known_by_its_bytes_and_its_use(home: SmallHome, clip: Path) -> None:
    files = {"take 1.mp4": clip.read_bytes(), "script.md": b"Hello.\n", "logos/a.png": b"\x89PNG\r\n\x1a\n", "notes.odt": b"x"}
    for name, data in files.items():
        home.folder.drop_file(JOB, name, data)

    assert home.submit().state is JobState.DONE
    found = {clip.name: clip.asset for clip in _inventory(home).clips}

    assert {name: each.kind for name, each in found.items()} == {
        "take 1.mp4": Kind.MEDIA,
        "script.md": Kind.SCRIPT,
        "logos/a.png": Kind.LOGO,
        "notes.odt": Kind.OTHER,
    }
    assert all(each.sha256 == sha256(files[name]).hexdigest() for name, each in found.items())
    footage = found["take 1.mp4"].footage
    assert footage is not None
    assert (footage.pictures[0].frames, len(footage.sounds)) == (50, 1)


def test_footage_is_footage_whatever_it_is_called(home: SmallHome, clip: Path) -> None:
    home.folder.drop_file(JOB, "take1", clip.read_bytes())
    home.folder.drop_file(JOB, "GX010001.LRV", clip.read_bytes())
    home.submit()

    assert {clip.name: clip.asset.kind for clip in _inventory(home).clips} == {
        "take1": Kind.MEDIA,
        "GX010001.LRV": Kind.OTHER,
    }


def test_a_clip_that_cannot_be_used_is_refused_and_the_rest_goes_on(home: SmallHome, clip: Path) -> None:
    home.folder.drop_file(JOB, "take1.mp4", clip.read_bytes())
    home.folder.drop_file(JOB, "take2.mp4", b"")

    assert home.submit().state is JobState.DONE
    inventory = _inventory(home)

    assert [clip.name for clip in inventory.clips] == ["take1.mp4"]
    assert [refusal.failure.message for refusal in inventory.refused] == ["take2.mp4 is empty (0 bytes), not footage."]


def test_footage_in_a_format_that_is_not_read_is_refused_by_name(home: SmallHome, clip: Path) -> None:
    """Left lying in silence, it would be missed in the cut."""
    home.folder.drop_file(JOB, "take1.mp4", clip.read_bytes())
    home.folder.drop_file(JOB, "take2.braw", b"\x01\x02\x03\xfe" * 100)
    home.submit()

    assert [refusal.failure.message for refusal in _inventory(home).refused] == [
        "take2.braw is in no format that Dropcut reads, not footage."
    ]


def test_looking_again_gives_the_same_to_the_byte(programs: Programs, clip: Path) -> None:
    """What is found names no room, no time and no process: else nothing that follows would be found by its key."""
    found = []
    for _ in range(2):
        home = SmallHome(ingest_all, row(ingest))
        home.home = replace(home.home, programs=lambda: programs)
        home.folder.drop_file(JOB, "take1.mp4", clip.read_bytes())
        home.submit()
        found.append(_told(home))

    assert found[0] == found[1]
