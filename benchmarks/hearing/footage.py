"""Footage with truth: lines read by several voices, with retakes, false starts, fillers, asides and lines left out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.hearing.scripts import ASIDES, SCRIPTS
from tests.unit.speech.voices import TrueWord, Uttered, cut_short, joined, pause, say

FILLERS: Final = ("um", "uh")
_SHORTEST_START: Final = 4


@dataclass(frozen=True)
class Attempt:
    """What was truly tried."""

    line: int
    whole: bool
    words: tuple[TrueWord, ...]


@dataclass(frozen=True)
class Reel:
    """One recording and the truth about it."""

    name: str
    script: str
    uttered: Uttered
    attempts: tuple[Attempt, ...]


def reel(script: str, voice: str, noise_db: float | None, seed: int) -> Reel:
    """Film a script: one line in eight is never said, one in four is started in vain, one in four is said twice."""
    choice = random.Random(seed)
    parts: list[tuple[Uttered, int | None, bool]] = [(pause(0.5), None, False)]
    for number, line in enumerate(SCRIPTS[script]):
        if choice.random() < 1 / 8:
            continue
        parts.extend(_tries(line, number, voice, choice))
        if choice.random() < 1 / 6:
            parts.extend(((say(choice.choice(ASIDES), voice), None, False), (pause(0.7), None, False)))
    whole = joined([part for part, _, _ in parts])
    label = "clean" if noise_db is None else f"{noise_db:.0f} dB"
    return Reel(f"{script}, {voice}, {label}", script, _noisy(whole, noise_db, seed), tuple(_attempts(parts)))


def _tries(line: str, number: int, voice: str, choice: random.Random) -> Iterator[tuple[Uttered, int | None, bool]]:
    spoken = say(line, voice)
    between = pause(choice.uniform(0.35, 1.5))
    if choice.random() < 1 / 4 and len(spoken.words) > _SHORTEST_START + 2:
        yield cut_short(spoken, choice.randint(_SHORTEST_START, len(spoken.words) - 2)), number, False
        yield between, None, False
    if choice.random() < 1 / 4:
        yield say(choice.choice(FILLERS), voice), None, False
        yield pause(0.3), None, False
    for _ in range(2 if choice.random() < 1 / 4 else 1):
        yield spoken, number, True
        yield between, None, False


def _attempts(parts: Sequence[tuple[Uttered, int | None, bool]]) -> Iterator[Attempt]:
    at = 0.0
    for part, number, whole in parts:
        if number is not None:
            yield Attempt(number, whole, part.moved(at))
        at += part.seconds


def _noisy(uttered: Uttered, noise_db: float | None, seed: int) -> Uttered:
    """With brown noise so many decibels below the speech."""
    if noise_db is None:
        return uttered
    walk = np.cumsum(np.random.default_rng(seed).normal(size=len(uttered.sound)))
    brown = walk - np.convolve(walk, np.ones(400) / 400, "same")
    scale = np.sqrt(np.square(uttered.sound).mean() / np.square(brown).mean() / 10 ** (noise_db / 10))
    return Uttered(uttered.sound + scale * brown, uttered.words)
