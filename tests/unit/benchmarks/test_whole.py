"""The whole drop: ten minutes are ten minutes, edits change one line, and a broken promise is called one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.whole.editing import Edited
from benchmarks.whole.edits import Edit, edits
from benchmarks.whole.filming import SCRIPT
from benchmarks.whole.running import Ran, Tasks
from benchmarks.whole.shooting import OPENING, Shooting, shooting
from tests.unit.speech.voices import need_voices

LINES = tuple(f"This is what line {number} says." for number in range(1, 9))
PIECE = {"clip": "take1.mp4", "start": 1.0, "end": 2.0, "program_start": 0.0}


def told(number: int) -> dict[str, Any]:
    alternates = [{"score": number / 10}] if number in {3, 7} else []
    return {"number": number, "pieces": [] if number == 5 else [PIECE], "alternates": alternates}


REPORT = {"lines": [told(number) for number in range(1, 9)]}
PAGE = "### Line 6 · chosen\n- take: A\n### Line 7 · chosen\n- take: A\n"


def test_ten_minutes_of_footage_are_ten_minutes() -> None:
    need_voices()
    shot = shooting(10)
    assert (len(shot.lines), len(shot.clips)) == (60, 5)
    assert sum(clip.seconds for clip in shot.clips) == pytest.approx(600, abs=0.01)


def test_every_edit_changes_one_line(tmp_path: Path) -> None:
    inserted, reworded, deleted, moved, swapped = edits(Shooting(LINES, (), reworded=2), REPORT)
    assert inserted.lines == (OPENING, *LINES)
    assert reworded.lines == (*LINES[:2], "This is what line 3 says, as you can see.", *LINES[3:])
    assert deleted.lines == (*LINES[:3], *LINES[4:])
    assert (sorted(moved.lines), moved.lines[0]) == (sorted(LINES), LINES[6])
    moved.make(tmp_path)
    assert (tmp_path / SCRIPT).read_text().splitlines() == list(moved.lines)
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "review.md").write_text(PAGE)
    swapped.make(tmp_path)
    assert (tmp_path / "cut" / "review.md").read_text() == PAGE[::-1].replace("A :ekat", "B :ekat", 1)[::-1]


def ran(seconds: float, **run: int) -> Ran:
    return Ran(seconds, seconds, {step: Tasks(run=amount) for step, amount in run.items()}, {}, Path())


def test_broken_promises_are_told() -> None:
    first, edit = ran(100, transcribe=5, find=40, render=50), Edit("reword one", LINES)
    assert not [*Edited(edit, ran(10, transcribe=0, find=5, render=2), first, 1, same=True).broken()]
    broken = [*Edited(edit, ran(11, transcribe=1, find=6, render=3), first, 1, same=False).broken()]
    assert broken == [
        "3 segments rendered",
        "heard again",
        "6 searches where 5 groups and clips were touched",
        "11% of the first time",
        "another programme than from nothing",
    ]
