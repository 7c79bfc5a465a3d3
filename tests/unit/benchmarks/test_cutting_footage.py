"""The drops that the cut is judged by: their truth is the truth, and the same seed films the same."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from benchmarks.cutting.acting import Part, What, filled, filler, performed, silence, started, whole
from benchmarks.cutting.drops import later, plans
from benchmarks.cutting.plays import played
from benchmarks.cutting.recorded import filmed_from
from benchmarks.cutting.rooms import NOISES, with_noise
from benchmarks.cutting.scripts import SCRIPTS
from tests.unit.speech.voices import RATE, Sound, need_voices

TEXT = "Water the soil in the morning."
SPOTS = "Black spots should be cut away at once."


@pytest.fixture(autouse=True, scope="module")
def _voices() -> None:
    need_voices()


def loudness(sound: Sound, start: float, end: float) -> float:
    stretch = sound[round(start * RATE) : round(end * RATE)]
    return float(np.sqrt(np.square(stretch).mean()))


def test_there_are_enough_lines_of_all_kinds() -> None:
    every = list(plans())
    assert sum(len(SCRIPTS[plan.script].lines) for plan in every) >= 200
    assert {plan.noise for plan in every} == {None, *NOISES}
    assert {plan.below_db for plan in every} == {None, 15.0, 5.0}
    assert {plan.cameras for plan in every if plan.noise} == {plan.cameras for plan in every if not plan.noise} == {1, 2}


def test_mistakes_of_all_kinds_are_made() -> None:
    some = list(plans())[::4]
    plays = [(SCRIPTS[plan.script], played(SCRIPTS[plan.script], plan.voice, plan.seed)) for plan in some]
    parts = [part for _, play in plays for part in (*play.reading, *play.pickups)]
    said = [{part.line for part in (*play.reading, *play.pickups)} - {None} for _, play in plays]
    assert {part.what for part in parts if part.line} == set(What)
    assert any(part.aside for part in parts)
    assert any(len(lines) < len(script.lines) for lines, (script, _) in zip(said, plays, strict=True))


def test_the_words_lie_where_they_are_heard() -> None:
    parts = [silence(0.5), started(1, TEXT, "slt", 3), silence(1.0), whole(1, TEXT, "slt", 1.05)]
    performance = performed(parts)
    part, good = performance.attempts
    assert [word.text for word in part.words] == ["water", "the", "soil"]
    assert loudness(performance.sound.sound, part.end + 0.1, part.end + 0.9) < 1
    assert loudness(performance.sound.sound, good.start, good.end) > 1000
    assert good.end - good.start == pytest.approx((1 / 1.05) * (whole(1, TEXT, "slt").uttered.words[-1].end - 0.21), abs=0.05)


def test_a_filler_stands_between_two_words() -> None:
    performance = performed([silence(0.5), filled(whole(1, TEXT, "slt"), filler("um", "slt"), after=2)])
    (one,), (um,) = performance.attempts, performance.fillers
    assert one.words[1].end < um.start < um.end < one.words[2].start
    assert [word.text for word in one.words] == ["water", "the", "soil", "in", "the", "morning"]


def test_a_later_recorder_has_the_same_earlier() -> None:
    performance = performed([silence(1.0), whole(1, TEXT, "slt")])
    moved = later(performance, 0.6)
    assert moved.attempts[0].start == pytest.approx(performance.attempts[0].start - 0.6)
    assert len(moved.sound.sound) == len(performance.sound.sound) - 9600


@pytest.mark.parametrize("name", NOISES)
def test_noise_is_as_loud_as_it_is_said_to_be(name: str) -> None:
    part: Part = whole(1, TEXT, "slt")
    clean = part.uttered.sound
    noise = with_noise(clean, name, 15.0, 1) - clean
    speech = clean[np.abs(clean) > np.abs(clean).max() / 100]
    assert 20 * np.log10(np.sqrt(np.square(speech).mean() / np.square(noise).mean())) == pytest.approx(15.0)


def test_the_same_seed_films_the_same() -> None:
    script = SCRIPTS["soup"]
    first, again, other = (performed(played(script, "slt", seed).reading) for seed in (4, 4, 5))
    assert np.array_equal(first.sound.sound, again.sound.sound)
    assert first.attempts == again.attempts
    assert first.attempts != other.attempts


def test_peoples_recordings_become_drops(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for name, text in (
        ("one", TEXT),
        ("two", "Black spots should be cut away at once."),
        ("aside", "Um well that was uh lovely."),
    ):
        _recorded(given / name, text)
    (drop,) = filmed_from(given, tmp_path / "made", 1)
    assert sorted(drop.lines) == [SPOTS, TEXT]
    assert {path.name for path in drop.folder.iterdir()} == {"script.txt", "take.mp4"}
    assert all(one.end <= clip.seconds for clip in drop.clips for one in clip.attempts)


def _recorded(path: Path, text: str) -> None:
    path.with_suffix(".txt").write_text(text)
    with wave.open(str(path.with_suffix(".wav")), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(whole(1, text, "slt").uttered.sound.astype("<i2").tobytes())
