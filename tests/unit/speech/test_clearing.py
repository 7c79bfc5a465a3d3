"""Steady noise is taken off what is listened to; a clear sound is left alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.speech import Role
from dropcut.speech.clearing import cleared, is_clear
from dropcut.speech.guided import Guided
from tests.unit.speech.conftest import ENGLISH, recorded
from tests.unit.speech.voices import RATE, Sound, Uttered, joined, need_voices, pause, say

LINES = ("The second coat will cover everything.", "Farmers still live on the slopes of the mountain.")


def hiss(samples: int, seed: int = 0) -> Sound:
    """As loud in every octave."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=samples))
    return np.asarray(np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), samples))


def drowned(uttered: Uttered, below_db: float) -> Uttered:
    noise = hiss(len(uttered.sound))
    factor = np.sqrt(np.square(uttered.sound).mean() / np.square(noise).mean()) / 10 ** (below_db / 20)
    return Uttered(uttered.sound + factor * noise, uttered.words)


def whole(sound: Sound) -> np.ndarray:
    return np.rint(sound).clip(-32_768, 32_767).astype("<i2")


@pytest.fixture
def spoken() -> Uttered:
    need_voices()
    return joined([pause(0.8), say(LINES[0], "rms"), pause(0.9), say(LINES[1], "awb"), pause(0.8)])


def test_what_was_drowned_stands_out_again_and_lies_where_it_lay(spoken: Uttered, tmp_path: Path) -> None:
    noisy = drowned(spoken, 5)
    heard = cleared(whole(noisy.sound), tmp_path / "ear", lambda: None).astype(np.float64)
    assert len(heard) == len(spoken.sound)
    quiet, loud = heard[RATE // 5 : RATE // 2], heard[RATE : 2 * RATE]
    before = noisy.sound[RATE // 5 : RATE // 2], noisy.sound[RATE : 2 * RATE]
    gained = 10 * np.log10(np.square(loud).mean() / np.square(quiet).mean())
    assert gained > 10 * np.log10(np.square(before[1]).mean() / np.square(before[0]).mean()) + 5
    part = slice(RATE, 2 * RATE)
    likeness = {lag: float(heard[part] @ np.roll(spoken.sound, lag)[part]) for lag in range(-40, 41)}
    best = max(likeness, key=likeness.__getitem__)
    assert abs(best) <= 1


def test_lines_5_db_above_noise_are_heard_whole(spoken: Uttered, tmp_path: Path) -> None:
    engine, recording = Guided(tmp_path), recorded(drowned(spoken, 5), tmp_path)
    heard = engine.hear(recording)
    found = engine.find(recording, heard, LINES, ENGLISH)
    assert [(one.line, one.whole) for one in found.tries] == [(0, True), (1, True)]
    first = next(said.word for said in found.tries[0].said if said.role is Role.SAID)
    assert abs(float(first.start) - spoken.words[0].start) < 0.15
    assert heard.levels.speech is not None
    assert heard.levels.speech - heard.levels.noise < 12  # told of the sound as it is


def test_a_clear_sound_is_listened_to_as_it_is(spoken: Uttered) -> None:
    assert is_clear(whole(spoken.sound + np.random.default_rng(1).normal(0, 8, len(spoken.sound))))
    assert not is_clear(whole(drowned(spoken, 10).sound))


@pytest.mark.parametrize("samples", [0, 1, 100, 511, 512, 513, RATE, 61 * RATE + 7])
def test_no_sample_is_lost_or_added(samples: int, tmp_path: Path) -> None:
    noise = whole(1000 * hiss(samples)) if samples > 1 else np.zeros(samples, "<i2")
    if samples:
        assert len(cleared(noise, tmp_path / "ear", lambda: None)) == samples
    assert is_clear(np.zeros(samples, "<i2"))


def test_a_minute_joins_the_next_without_a_step(tmp_path: Path) -> None:
    times = np.arange(62 * RATE) / RATE
    tone = 3000 * np.sin(2 * np.pi * 220 * times) * (np.floor(times * 2) % 2)
    heard = cleared(whole(tone + 5 * np.random.default_rng(2).normal(size=len(tone))), tmp_path / "ear", lambda: None)
    steps = np.abs(np.diff(heard.astype(np.int64)))
    assert steps[59 * RATE :].max() <= steps[: 59 * RATE].max() * 1.1
