"""The whole benchmark over a stand-in for the command: it cuts from the truth, or finds nothing."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from benchmarks.cutting.acting import Attempt, What
from benchmarks.cutting.counted import filmed
from benchmarks.cutting.drops import Clip, Filmed, write_wave
from benchmarks.cutting.making import make
from benchmarks.cutting.scoring import printed, scored
from tests.unit.speech.voices import TrueWord

LINES = ("This line is said.", "This line is not.")
STAND_IN = f"""#!{sys.executable}
import json, pathlib, shutil, sys
folder = pathlib.Path(sys.argv[2])
if not (folder / "script.txt").read_text().startswith("This line"):
    print(json.dumps({{"message": "None of its lines is said in the footage."}}))
    sys.exit(3)
(folder / "cut").mkdir(exist_ok=True)
shutil.copyfile(folder / "take.mp4", folder / "cut" / "cut.mp4")
shutil.copyfile(folder.parent / "report.json", folder / "cut" / "report.json")
print(json.dumps({{"message": "Done."}}))
"""


@pytest.fixture
def drop(tmp_path: Path) -> Filmed:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "script.txt").write_text("".join(f"{line}\n" for line in LINES))
    write_wave(tmp_path / "heard.wav", np.ones(32_000))
    filmed(folder / "take.mp4", tmp_path / "heard.wav", 0, Fraction(25), 50)
    attempt = Attempt(1, What.WHOLE, (TrueWord("this", 0.2, 0.5), TrueWord("line", 0.5, 1.8)))
    return Filmed("drop", "clean", folder, LINES, (Clip("take.mp4", 0, 2.0, (attempt,), (), (), Fraction(25)),))


@pytest.fixture
def command(tmp_path: Path) -> str:
    piece = {
        "clip": "take.mp4",
        "start": 0,
        "end": 2,
        "program_start": 0,
        "program_end": 2,
        "sound": "take.mp4",
        "sound_start": 0,
    }
    lines = [
        {"number": 1, "text": LINES[0], "status": "chosen", "pieces": [piece]},
        {"number": 2, "text": LINES[1], "status": "missing", "pieces": []},
    ]
    (tmp_path / "report.json").write_text(json.dumps({"duration": 2.0, "lines": lines}))
    stand_in = tmp_path / "dropcut"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    return str(stand_in)


def test_a_perfect_cut_scores_perfectly(drop: Filmed, command: str) -> None:
    result = scored(drop, (command,), strangers=True)
    assert (result.verdict.right, result.verdict.said, result.verdict.missing, result.verdict.unsaid) == (1, 1, 1, 1)
    assert (result.pictures.frames, result.pictures.wrong) == (50, 0)
    assert (result.strangers, result.stranger_lines) == (0, 8)
    assert (drop.folder / "script.txt").read_text() == "This line is said.\nThis line is not.\n"
    assert "1 of 1 (100.0%)" in printed([result])


def test_a_cut_that_was_not_made_has_nothing_right(drop: Filmed, command: str) -> None:
    (drop.folder / "script.txt").write_text("Something else.\n")
    result = scored(drop, (command,), strangers=False)
    assert (result.verdict.right, result.verdict.said, result.verdict.unsaid, result.verdict.missing) == (0, 1, 1, 0)
    assert result.sentence == "nothing was made: None of its lines is said in the footage."


def test_a_command_that_breaks_ends_the_benchmark(drop: Filmed, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho it broke >&2\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(RuntimeError, match="ended with 1: it broke"):
        make(drop.folder, (str(broken),))
