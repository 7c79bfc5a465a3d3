"""A process may end at any request: whatever was under way is completed by the next call, and nothing is done twice."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from dropcut.cloud.drive.claims import LEASE
from tests.drive.kills import Mortal, lived
from tests.drive.stage import Stage, stage_in

LONG = Random(7).randbytes(1_000_000)
SCRIPT = b"PKHello."


def story(stage: Stage) -> str:
    """A little of everything: a first call, then changes for the call that dies."""
    drop = stage.drive.folder("my video", stage.root.folder)
    inner = stage.drive.folder("day 2", drop)
    gone, kept = stage.drive.put(drop, "gone.mp4", b"gone"), stage.drive.put(drop, "kept.mp4", b"kept")
    stage.poll(1)
    stage.drive.trash(gone)
    stage.drive.rename(kept, "renamed.mp4")
    stage.drive.put(inner, "long.mov", LONG)
    stage.drive.put(drop, "take.mp4", b"one")
    stage.drive.put(drop, "take.mp4", b"two")
    stage.drive.document(drop, "Script", "Hello.")
    stage.publish("my video", 1, cut_mp4=b"film", cut_srt=b"words")
    return drop


def ended_well(stage: Stage, drop: str) -> None:
    files = stage.files("my video")
    assert files.pop("day 2/long.mov") == LONG
    assert sorted(files.values()) == sorted([b"kept", b"one", b"two", SCRIPT])
    assert {"renamed.mp4", "take.mp4", "Script.docx"} <= set(files)
    assert stage.written_twice() == set()
    assert stage.leftovers() == []
    assert stage.cut(drop) == {"cut.mp4": b"film", "cut.srt": b"words"}
    made = [item.name for item in stage.drive.items.values() if item.by_us]
    assert sorted(made) == ["README - status", "cut", "cut.mp4", "cut.srt"]
    assert stage.service.violations == []


def deaths(place: Path) -> int:
    """How many requests the call makes that is to die."""
    with stage_in(place) as stage:
        drop = story(stage)
        mortal = Mortal(None, after=False)
        assert lived(stage, mortal)
        ended_well(stage, drop)
        return mortal.asked


def died(place: Path, at: int, *, after: bool) -> None:
    with stage_in(place) as stage:
        drop = story(stage)
        lived(stage, Mortal(at, after=after))
        stage.poll(1)
        stage.wait(LEASE + 1000)
        stage.poll(2)
        ended_well(stage, drop)


def everywhere(tmp_path: Path, begin: int, step: int) -> None:
    count = deaths(tmp_path / "alive")
    for at in range(begin, count + 1, step):
        for after in (False, True):
            died(tmp_path / f"{at}{after}", at, after=after)


@pytest.mark.parametrize("begin", [7])
def test_a_call_that_dies_at_one_request_of_many_costs_nothing(tmp_path: Path, begin: int) -> None:
    everywhere(tmp_path, begin, 61)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("begin", range(1, 9))
def test_a_call_that_dies_at_any_request_costs_nothing(tmp_path: Path, begin: int) -> None:
    everywhere(tmp_path, begin, 8)
