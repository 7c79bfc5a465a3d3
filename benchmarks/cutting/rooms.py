"""What a room and a recorder add to a voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from tests.unit.speech.voices import RATE, Sound, say

_BABBLE: Final = (
    ("rms", "The train to the coast leaves at ten minutes past nine every morning."),
    ("awb", "She asked whether the soup was hot, and nobody had an answer."),
    ("kal16", "There were seven letters on the table, and none of them was for me."),
    ("slt", "In winter the lake freezes, and children carry their skates across the road."),
)


def pink(samples: int, seed: int) -> Sound:
    """As loud in every octave as in the next, as many rooms are."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=samples))
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), samples)


def hum(samples: int, seed: int) -> Sound:
    """Mains and their overtones, over a little hiss."""
    times = np.arange(samples) / RATE
    tones = sum(np.sin(2 * np.pi * 50 * order * times + seed) / order for order in (1, 2, 3, 5, 7))
    return np.asarray(tones + np.random.default_rng(seed).normal(0, 0.05, samples))


def babble(samples: int, seed: int) -> Sound:
    """Others talk at the same time."""
    mixed = np.zeros(samples)
    for number, (voice, text) in enumerate(_BABBLE):
        said = say(text, voice).sound
        mixed += np.roll(np.resize(said, samples), (seed + 1) * (number + 1) * RATE // 3)
    return mixed


NOISES: Final[dict[str, Callable[[int, int], Sound]]] = {"pink": pink, "hum": hum, "babble": babble}


def with_noise(sound: Sound, name: str, below_db: float, seed: int) -> Sound:
    """With a noise so many decibels below what is said."""
    noise = NOISES[name](len(sound), seed)
    loudness = np.sqrt(np.square(sound[np.abs(sound) > np.abs(sound).max() / 100]).mean())
    return np.asarray(sound + noise * loudness / np.sqrt(np.square(noise).mean()) / 10 ** (below_db / 20))


def hiss(samples: int, seed: int, level: float = 8.0) -> Sound:
    """What every recorder adds, in steps of 16 bits."""
    return np.random.default_rng(seed).normal(0, level, samples)


def across_the_room(sound: Sound, echoes: Sequence[tuple[float, float]] = ((0.011, 0.4), (0.023, 0.3), (0.041, 0.2))) -> Sound:
    """Quieter, and with the walls in it: seconds later, and how loud."""
    heard = sound.copy()
    for seconds, share in echoes:
        shift = round(seconds * RATE)
        heard[shift:] += share * sound[:-shift]
    return 0.4 * heard
