"""What is said before the camera: a script of some sixty lines in ten minutes, with all that goes wrong in between."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from benchmarks.hearing.footage import FILLERS
from benchmarks.hearing.scripts import ASIDES, LONG
from tests.unit.speech.voices import VOICES, Uttered, cut_short, joined, pause, say

OPENING: Final = "Good morning everybody, it is nice to have you here."
"""Said at the very beginning of the footage; the script has no such line yet."""

_LINES_A_MINUTE: Final = 6
_MINUTES_A_CLIP: Final = 2
_SEED: Final = 11
_SHORTEST_START: Final = 4


@dataclass(frozen=True)
class Shooting:
    """The words that were to be said, and what each clip has of it."""

    lines: tuple[str, ...]
    clips: tuple[Uttered, ...]
    reworded: int
    """The line that was said in another wording too."""


def reworded(line: str) -> str:
    """The other wording."""
    return f"{line.rstrip('.?!')}, as you can see."


def shooting(minutes: float) -> Shooting:
    """Exactly so many minutes of it: what speech leaves free is dead air."""
    lines = LONG[: round(_LINES_A_MINUTE * minutes)]
    clips = max(2, round(minutes / _MINUTES_A_CLIP))
    edges = [len(lines) * clip // clips for clip in range(clips + 1)]
    luck, other = random.Random(_SEED), len(lines) // 3
    spoken = [
        [*_said(lines, range(first, end), VOICES[clip % 2], other, luck)] for clip, (first, end) in enumerate(pairwise(edges))
    ]
    spoken[0].insert(0, say(OPENING, VOICES[0]))
    return Shooting(lines, tuple(_filled(parts, minutes * 60 / clips) for parts in spoken), other)


def _said(lines: Sequence[str], numbers: Sequence[int], voice: str, other: int, luck: random.Random) -> Iterator[Uttered]:
    """One line in eight is never said, one in four begun in vain, one in four said twice."""
    for number in numbers:
        if luck.random() < 1 / 8 and number != other:
            continue
        yield from _tries(lines[number], voice, luck)
        if number == other:
            yield say(reworded(lines[number]), voice)
        if luck.random() < 1 / 6:
            yield say(luck.choice(ASIDES), voice)


def _tries(line: str, voice: str, luck: random.Random) -> Iterator[Uttered]:
    spoken = say(line, voice)
    if luck.random() < 1 / 4 and len(spoken.words) > _SHORTEST_START + 2:
        yield cut_short(spoken, luck.randint(_SHORTEST_START, len(spoken.words) - 2))
    if luck.random() < 1 / 4:
        yield say(luck.choice(FILLERS), voice)
    for _ in range(2 if luck.random() < 1 / 4 else 1):
        yield spoken


def _filled(parts: Sequence[Uttered], seconds: float) -> Uttered:
    """With a pause of one length before, between and after. Raises ValueError where there is no time for any."""
    free = seconds - sum(part.seconds for part in parts)
    if free <= 0:
        raise ValueError(f"what is said takes {seconds - free:.0f} s, more than {seconds:.0f}")
    between = pause(free / (len(parts) + 1))
    return joined([between, *(each for part in parts for each in (part, between))])
