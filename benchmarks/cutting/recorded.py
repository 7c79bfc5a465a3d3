"""Drops spliced from people's recordings: a folder of *.wav or *.flac, each with what it says in a *.txt beside it.

Nobody marked the words of these, so only where speech begins and ends is held against the cut. A recording whose text
has a filler is nobody's line: pieces of it are the asides. Fillers by themselves are a synthesiser's.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.cutting import counted
from benchmarks.cutting.acting import Part, What, filler, performed, silence
from benchmarks.cutting.drops import RATES, Clip, Filmed, write_wave
from benchmarks.cutting.rooms import with_noise
from benchmarks.cutting.scripts import FILLERS
from tests.unit.speech.voices import RATE, Sound, TrueWord, Uttered

_ENDINGS: Final = (".wav", ".flac")
_LOUDNESS: Final = 2000.0
_STEP: Final = RATE // 100
_EDGE_S: Final = 0.15
"""How much of a line's beginning and of its end stands for its first and its last word."""
_ROOMS: Final = ((None, 0.0), ("pink", 15.0), ("hum", 15.0), ("pink", 5.0), ("hum", 5.0), ("babble", 15.0))


@dataclass(frozen=True)
class Recording:
    """What one person said."""

    text: str
    sound: Sound


def filmed_from(recordings: Path, place: Path, drops: int) -> Iterator[Filmed]:
    """So many drops, by seed. Raises ValueError when the folder has no line in it."""
    every = list(_recordings(recordings))
    lines = [one for one in every if not set(one.text.lower().split()) & set(FILLERS)]
    asides = [one for one in every if one not in lines]
    if not lines:
        raise ValueError(f"{recordings} has no *.wav or *.flac with a *.txt beside it")
    for seed in range(drops):
        yield _film(lines, asides, seed, place / f"{seed:02}")


def _recordings(folder: Path) -> Iterator[Recording]:
    for path in sorted(folder.iterdir()):
        text = path.with_suffix(".txt")
        if path.suffix in _ENDINGS and text.exists():
            sound = _speech_of(_samples(path))
            yield Recording(" ".join(text.read_text().split()), sound * _LOUDNESS / np.sqrt(np.square(sound).mean()))


def _samples(path: Path) -> Sound:
    command = ("ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1")
    return np.frombuffer(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout, "<i2").astype(np.float64)


def _levels(sound: Sound) -> Sound:
    steps = len(sound) // _STEP
    return np.asarray(np.sqrt(np.square(sound[: steps * _STEP]).reshape(steps, _STEP).mean(axis=1)))


def _speech_of(sound: Sound) -> Sound:
    """Without what lies before the first and after the last loud moment."""
    levels = _levels(sound)
    quiet, loud = np.quantile(levels, 0.05), np.quantile(levels, 0.95)
    heard = np.flatnonzero(levels > max(4 * quiet, loud / 25))
    return sound[heard[0] * _STEP : (heard[-1] + 1) * _STEP]


def _film(lines: list[Recording], asides: list[Recording], seed: int, folder: Path) -> Filmed:
    luck = random.Random(seed)
    order = luck.sample(lines, len(lines))
    noise, below_db = _ROOMS[seed % len(_ROOMS)]
    performance = performed([silence(0.7), *_parts(order, asides, luck)])
    sound = performance.sound.sound + np.random.default_rng(seed).normal(0, 8, len(performance.sound.sound))
    noisy = sound if noise is None else with_noise(sound, noise, below_db, seed)
    folder.mkdir(parents=True)
    texts = tuple(one.text for one in order)
    (folder / "script.txt").write_text("".join(f"{text}\n" for text in texts))
    heard, rate = folder / "heard.part", RATES[seed % len(RATES)]
    write_wave(heard, noisy)
    counted.filmed(folder / "take.mp4", heard, 0, rate, ceil(len(noisy) * rate / RATE))
    heard.unlink()
    truth = performance.attempts, performance.fillers, performance.asides
    group = "clean" if noise is None else f"{noise} {below_db:.0f} dB"
    return Filmed(f"recordings {seed}, {group}", group, folder, texts, (Clip("take.mp4", 0, len(noisy) / RATE, *truth, rate),))


def _parts(order: list[Recording], asides: list[Recording], luck: random.Random) -> Iterator[Part]:
    for number, one in enumerate(order, 1):
        if luck.random() < 1 / 8:
            continue
        if luck.random() < 1 / 4:
            yield filler(luck.choice(FILLERS), "slt")
            yield _pause(luck)
        if luck.random() < 1 / 4:
            yield _part(_beginning(_slightly_other(one.sound, luck), luck), number, What.PART)
            yield _pause(luck)
        for _ in range(2 if luck.random() < 1 / 4 else 1):
            yield _part(_slightly_other(one.sound, luck), number, What.WHOLE)
            yield _pause(luck)
        if asides and luck.random() < 1 / 5:
            yield Part(_edged(_stretch(luck.choice(asides).sound, luck)), aside=True)
            yield _pause(luck)


def _pause(luck: random.Random) -> Part:
    return silence(luck.uniform(0.35, 1.6))


def _slightly_other(sound: Sound, luck: random.Random) -> Sound:
    """A little faster or slower: no two tries are the same."""
    speed = luck.uniform(0.96, 1.05)
    return np.asarray(np.interp(np.arange(round(len(sound) / speed)) * speed, np.arange(len(sound)), sound))


def _beginning(sound: Sound, luck: random.Random) -> Sound:
    """Up to the quietest moment of its middle."""
    first = round(len(sound) * luck.uniform(0.25, 0.45)) // _STEP
    levels = _levels(sound)[first : first + len(sound) // _STEP // 4]
    return _speech_of(sound[: (first + int(levels.argmin())) * _STEP])


def _stretch(sound: Sound, luck: random.Random) -> Sound:
    length = min(len(sound), round(luck.uniform(2, 5) * RATE))
    begin = luck.randint(0, len(sound) - length)
    return sound[begin : begin + length]


def _part(sound: Sound, line: int, what: What) -> Part:
    return Part(_edged(sound), line, what)


def _edged(sound: Sound) -> Uttered:
    seconds = len(sound) / RATE
    return Uttered(sound, (TrueWord("(begins)", 0.0, _EDGE_S), TrueWord("(ends)", seconds - _EDGE_S, seconds)))
