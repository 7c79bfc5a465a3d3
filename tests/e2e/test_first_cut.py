"""The example is cut as an editor would cut it, and a changed line costs a changed line.

It is made three times, once for all tests: see `story`.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.cutting.acting import Attempt, What
from benchmarks.cutting.drops import Clip
from benchmarks.cutting.judging import judged
from benchmarks.cutting.reports import reported
from dropcut.editing.script.parse import parse
from tests.e2e.product import EXAMPLE, dropcut
from tests.e2e.story import SHORTER, Story
from tests.unit.speech.voices import Sound, TrueWord

TRUTH: dict[str, Any] = json.loads((EXAMPLE / "truth.json").read_text())
RATE = TRUTH["rate"]
NEVER_SAID = 6
DELIVERED = {
    *("cut.mp4", "cut.srt", "cut.vtt", "cut.otio", "cut.fcpxml", "cut.xml", "cut.edl"),
    *("report.html", "report.json", "review.md"),
}


def true_clips() -> list[Clip]:
    """The truth as the judge wants it; the recorder has all of the second take, later in its file."""
    earlier = TRUTH["same_sound"][0]["earlier"]
    places = (("take1.mp4", "take1.mp4", 0, 0), ("take2.mov", "take2.mov", 1, 0), ("voice.wav", "take2.mov", 1, earlier))
    return [
        Clip(
            name=name,
            turn=turn,
            seconds=60.0,
            attempts=tuple(
                Attempt(line["number"], What(one["what"]), words(one["words"], shift))
                for line in TRUTH["lines"]
                for one in line["tries"]
                if one["clip"] == source
            ),
            fillers=words([one for one in TRUTH["fillers"] if one["clip"] == source], shift),
            asides=words([one for one in TRUTH["asides"] if one["clip"] == source], shift),
            begun=-shift / RATE,
        )
        for name, source, turn, shift in places
    ]


def words(said: list[dict[str, Any]], shift: int) -> tuple[TrueWord, ...]:
    return tuple(TrueWord(one["text"], (one["start"] + shift) / RATE, (one["end"] + shift) / RATE) for one in said)


def line_of(report: dict[str, Any], number: int) -> dict[str, Any]:
    return next(line for line in report["lines"] if line["number"] == number)


def sound_of(name: str) -> Sound:
    command = ("ffmpeg", "-v", "error", "-i", str(EXAMPLE / name), "-vn", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1")
    return np.frombuffer(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout, "<i2").astype(float)


def test_the_examples_truth_is_of_its_script() -> None:
    script = parse("script.md", (EXAMPLE / "script.md").read_bytes())
    assert [(line.number, line.spoken) for line in script.lines] == [(one["number"], one["text"]) for one in TRUTH["lines"]]
    assert [one["number"] for one in TRUTH["lines"] if not one["tries"]] == [NEVER_SAID]


def test_the_examples_truth_is_heard_where_it_says() -> None:
    """Where a try is, it is loud; just before a whole one, it is not."""
    for name in ("take1.mp4", "take2.mov"):
        sound = sound_of(name)
        for one in (one for line in TRUTH["lines"] for one in line["tries"] if one["clip"] == name):
            said, before = sound[one["start"] : one["end"]], sound[one["start"] - RATE // 5 : one["start"] - RATE // 50]
            assert np.square(said).mean() > 30 * np.square(before).mean(), one


def test_the_recorder_ran_beside_the_second_camera() -> None:
    recorder, camera = sound_of("voice.wav"), sound_of("take2.mov")
    size = 1 << 21
    both = np.fft.irfft(np.fft.rfft(recorder, size) * np.conj(np.fft.rfft(camera, size)), size)
    assert int(both.argmax()) == TRUTH["same_sound"][0]["earlier"]


def test_the_example_is_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLE.iterdir() if path.is_file()) < 4_000_000


def test_everything_that_was_promised_is_delivered(story: Story) -> None:
    story.call(0)
    assert {path.name for path in story.first_cut.iterdir()} >= DELIVERED
    assert set(story.report["files"]) >= DELIVERED


def test_the_line_that_nobody_said_is_missing_and_all_others_are_there(story: Story) -> None:
    status = {line["number"]: line["status"] for line in story.report["lines"]}
    assert status.pop(NEVER_SAID) == "missing"
    assert set(status.values()) <= {"chosen", "ambiguous"}
    assert sorted(status) == [1, 2, 3, 4, 5, 7, 8]
    assert line_of(story.report, NEVER_SAID)["pieces"] == []


def test_the_last_good_take_of_every_line_is_used_and_no_word_is_clipped(story: Story) -> None:
    verdict = judged(true_clips(), reported((story.first_cut / "report.json").read_bytes()))
    assert (verdict.said, verdict.right, verdict.last, verdict.missing) == (7, 7, 7, 1)
    assert (verdict.starts, verdict.clipped, verdict.lost) == (0, 0, 0)
    assert (verdict.fillers_left, verdict.aside_words_left) == (0, 0)
    assert max(abs(edge) for edge in (*verdict.leads, *verdict.tails)) < 0.5


def test_the_recorder_is_heard_where_it_ran(story: Story) -> None:
    heard = {piece["clip"]: piece["sound"] for line in story.report["lines"] for piece in line["pieces"]}
    assert heard == {"take1.mp4": "take1.mp4", "take2.mov": "voice.wav"}
    verdict = judged(true_clips(), reported((story.first_cut / "report.json").read_bytes()))
    assert max(map(abs, verdict.apart)) < 0.02


def test_the_cut_is_as_long_as_its_pieces(story: Story) -> None:
    report = story.report
    pieces = [piece for line in report["lines"] for piece in line["pieces"]]
    assert sum(piece["end"] - piece["start"] for piece in pieces) == pytest.approx(report["duration"], abs=0.001)
    asked = ("-count_packets", "-show_entries", "stream=codec_type,nb_read_packets,duration", "-of", "json")
    probed = subprocess.run(("ffprobe", "-v", "error", *asked, story.first_cut / "cut.mp4"), capture_output=True, check=True)
    streams = {one["codec_type"]: one for one in json.loads(probed.stdout)["streams"]}
    assert int(streams["video"]["nb_read_packets"]) == report["frames"]
    assert float(streams["video"]["duration"]) == pytest.approx(report["duration"], abs=0.001)
    assert float(streams["audio"]["duration"]) == pytest.approx(report["duration"], abs=0.05)


def test_every_check_of_the_cut_holds(story: Story) -> None:
    assert story.report["checks"]
    assert [check for check in story.report["checks"] if not check["ok"]] == []


def test_what_was_not_used_is_listed(story: Story) -> None:
    unused = story.report["unused"]
    for one in TRUTH["asides"]:
        middle = (one["start"] + one["end"]) / 2 / RATE
        assert any(part["clip"] == one["clip"] and part["start"] <= middle < part["end"] for part in unused), one


def test_a_second_call_says_that_nothing_has_changed(story: Story) -> None:
    again = story.call(1)
    assert again["ending"]["message"].startswith("Nothing has changed since it was done: ")
    assert again["worked_s"] < 2


def test_an_edited_line_costs_a_line(story: Story) -> None:
    story.call(2)
    steps = story.edited["tasks"]["by_step"]
    assert line_of(story.edited, 8)["text"] == SHORTER
    assert story.edited["duration"] < story.report["duration"] - 1
    assert steps["render"]["run"] <= 2
    assert steps["transcribe"]["run"] == 0


def test_an_edited_line_leaves_the_other_lines_alone(story: Story) -> None:
    for number in range(1, 8):
        before, after = (line_of(report, number)["pieces"] for report in (story.report, story.edited))
        assert after == before


def test_what_is_said_is_found_where_it_plays(story: Story) -> None:
    found = dropcut("search", '"smallest shipyard"', "--in", story.drop, "--json")
    assert found.code == 0, found.errors
    hits = json.loads(found.out)["hits"]
    (line,) = (hit for hit in hits if hit["part"] == "script")
    piece = story.edited["lines"][0]["pieces"][0]
    assert (line["line"], line["clip"]) == (1, piece["clip"])
    said = piece["program_start"] + next(
        word["start"] - piece["program_start"] for word in story.edited["lines"][0]["words"] if word["text"] == "smallest"
    )
    assert abs(line["program"] - said) < 0.02
    assert line["link"] == f"{(story.drop / 'cut' / 'cut.mp4').as_uri()}#t={line['program']:g}"
    heard = [hit for hit in hits if hit["part"] == "transcript"]
    assert heard
    assert all(Path(hit["link"].partition("#")[0].removeprefix("file://").replace("%20", " ")).is_file() for hit in heard)


@pytest.mark.parametrize("words", ['"', "NEAR(", "*", "'; DROP TABLE words; --", "🎬"])
def test_nothing_that_is_looked_for_is_an_error(story: Story, words: str) -> None:
    found = dropcut("search", "--in", story.drop, "--", words)
    assert (found.code, found.errors) == (0, "")
    assert len(found.out.splitlines()) == 1
