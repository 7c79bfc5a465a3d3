"""A line that was said in other words is found by its meaning, told as such, and nothing is understood that need not be."""

from __future__ import annotations

import json
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.product import make, report_of
from tests.unit.search.model import need_minilm
from tests.unit.speech.voices import RATE, joined, need_voices, pause, say

DRY = "Leave the glue to dry over night, and only then take the clamps off."
SCRIPT = (
    "Today we build a small shelf for the kitchen.",
    "Let the glue dry overnight before you remove the clamps.",
    "Do not paint the shelf before Monday.",
    "Thank you for watching this little film.",
)
SAID = (SCRIPT[0], "Where did I put my coffee?", DRY, "You can paint the shelf before Monday.", SCRIPT[3])
DONE = 0


def record(folder: Path, sentences: Sequence[str]) -> None:
    """One recording, with what Whisper would tell of it."""
    spoken = joined([part for one in sentences for part in (pause(0.9), say(one.replace(",", "")))] + [pause(0.6)])
    with wave.open(str(folder / "take1.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(spoken.sound.clip(-32_768, 32_767).astype("<i2").tobytes())
    words = [
        {"word": f" {word.text}", "start": round(word.start, 3), "end": round(word.end, 3), "probability": 0.97}
        for word in spoken.words
    ]
    told = {"language": "en", "segments": [{"start": 0.0, "end": spoken.seconds, "text": "", "words": words}]}
    (folder / "take1.json").write_text(json.dumps(told))


def made(folder: Path, script: Sequence[str]) -> dict[str, Any]:
    (folder / "script.txt").write_text("\n".join(script))
    done = make(folder, "--preset", "draft")
    assert done.code == DONE, done.errors
    return report_of(folder)


@pytest.fixture(scope="module")
def drop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_voices()
    need_minilm()
    folder = tmp_path_factory.mktemp("words") / "shelf"
    folder.mkdir()
    record(folder, SAID)
    return folder


def test_a_line_in_other_words_is_found_and_told_and_an_edit_elsewhere_understands_a_group_anew(drop: Path) -> None:
    report = made(drop, SCRIPT)
    first, dry, paint, last = report["lines"]
    assert [first["status"], last["status"]] == ["chosen", "chosen"]
    assert dry["status"] == "ambiguous"
    assert 'said in other words: "Leave the glue to dry over night and only then take the clamps off."' in dry["reason"]
    assert [word["text"] for word in dry["words"]][:3] == ["Leave", "the", "glue"]
    assert "Leave the glue to dry" in (drop / "cut" / "cut.srt").read_text().replace("\n", " ")
    assert paint["status"] == "missing"
    assert any("in other words by minilm" in note or "in other words by sentence" in note for note in report["notes"])
    assert "coffee" in " ".join(one["text"] for one in report["unused"])
    assert report["tasks"]["by_step"]["understand"]["run"] == 2

    again = made(drop, (*SCRIPT[:3], "Thank you for watching this little movie."))
    assert again["lines"][1]["pieces"] == dry["pieces"]
    steps = again["tasks"]["by_step"]
    assert (steps["understand"]["run"], steps["understand"]["reused"], steps["transcribe"]["run"]) == (1, 1, 0)


def test_a_script_that_is_read_as_it_stands_needs_no_meaning(tmp_path: Path) -> None:
    need_voices()
    record(tmp_path, SCRIPT)
    report = made(tmp_path, SCRIPT)
    assert {line["status"] for line in report["lines"]} == {"chosen"}
    assert "understand" not in report["tasks"]["by_step"]
    assert not any("other words" in note for note in report["notes"])
