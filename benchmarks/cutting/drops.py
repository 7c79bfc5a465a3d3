"""Whole drops with truth: a script played by a voice in a room, written as a folder."""

from __future__ import annotations

import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.cutting import counted
from benchmarks.cutting.acting import Attempt, Part, Performance, performed
from benchmarks.cutting.plays import played
from benchmarks.cutting.rooms import NOISES, across_the_room, hiss, with_noise
from benchmarks.cutting.scripts import SCRIPTS
from tests.unit.speech.voices import RATE, VOICES, Sound, TrueWord, Uttered

_LOUDNESS: Final = ((None, "clean"), (15.0, "15 dB"), (5.0, "5 dB"))
RATES: Final = (Fraction(25), Fraction(30000, 1001), Fraction(24), Fraction(30))
_SECOND_CAMERA: Final = 5
"""One drop in so many has a second camera."""
_CAMERA_LATER_S: Final = 1.7
_SECOND: Final = 2
"""What the second camera's pictures call their clip."""


@dataclass(frozen=True)
class Plan:
    """How a drop is filmed."""

    script: str
    voice: str
    noise: str | None
    below_db: float | None
    seed: int

    @property
    def cameras(self) -> int:
        return 2 if self.seed % _SECOND_CAMERA == 0 else 1

    @property
    def room(self) -> str:
        return "clean" if self.noise is None else f"{self.noise} {self.below_db:.0f} dB"

    @property
    def name(self) -> str:
        return f"{self.script}, {self.voice}, {self.room}" + (", 2 cameras" if self.cameras == 2 else "")  # noqa: PLR2004


@dataclass(frozen=True)
class Clip:
    """The truth about one file. The same attempt stands in every clip that has it."""

    name: str
    turn: int
    """Which performance it shows, in the order they were given: two cameras may show the same."""
    seconds: float
    attempts: tuple[Attempt, ...]
    fillers: tuple[TrueWord, ...]
    asides: tuple[TrueWord, ...]
    rate: Fraction | None = None
    """Of its counted pictures."""
    begun: float = 0.0
    """Seconds after the first recorder of its turn."""
    number: int = 0
    """What its counted pictures call it."""


@dataclass(frozen=True)
class Filmed:
    """A drop on the disk, and the truth about it."""

    name: str
    group: str
    """Which of the table's rows it counts for."""
    folder: Path
    lines: tuple[str, ...]
    clips: tuple[Clip, ...]

    @property
    def seconds(self) -> float:
        return sum(clip.seconds for clip in self.clips)


def plans() -> Iterator[Plan]:
    """Every script by every voice, while noises, their loudness and the second camera go round: 224 lines."""
    for seed, (script, voice) in enumerate(product(SCRIPTS, VOICES)):
        below_db, _ = _LOUDNESS[seed % len(_LOUDNESS)]
        noise = None if below_db is None else tuple(NOISES)[seed // len(_LOUDNESS) % len(NOISES)]
        yield Plan(script, voice, noise, below_db, seed)


def film(plan: Plan, folder: Path) -> Filmed:
    """Write one drop."""
    play, lines = played(SCRIPTS[plan.script], plan.voice, plan.seed), SCRIPTS[plan.script].lines
    folder.mkdir(parents=True)
    (folder / "script.txt").write_text("".join(f"{line}\n" for line in lines))
    clips = [_shot(plan, "take1.mp4", play.reading, folder, 0)]
    if plan.cameras > 1:
        clips.append(_second_camera(plan, play.reading, folder))
    if play.pickups:
        clips.append(_shot(plan, "take2.mp4", play.pickups, folder, 1))
    return Filmed(plan.name, plan.room, folder, lines, tuple(clips))


def _shot(plan: Plan, name: str, parts: Sequence[Part], folder: Path, number: int) -> Clip:
    performance = performed(parts)
    sound = _in_the_room(performance.sound.sound, plan, number)
    return _written(folder / name, performance, sound, (number, number), RATES[(plan.seed + number) % len(RATES)])


def _second_camera(plan: Plan, parts: Sequence[Part], folder: Path) -> Clip:
    """The same performance from across the room, begun later: while nobody has said anything yet."""
    performance = later(performed(parts), _later(parts))
    sound = across_the_room(_in_the_room(performance.sound.sound, plan, 2))
    clip = _written(folder / "take1 b.mp4", performance, sound, (_SECOND, 0), RATES[(plan.seed + 2) % len(RATES)])
    return replace(clip, begun=_later(parts))


def _later(parts: Sequence[Part]) -> float:
    return min(_CAMERA_LATER_S, parts[0].uttered.seconds / 2)


def later(performance: Performance, seconds: float) -> Performance:
    """The same, as a recorder has it that was switched on so much later."""

    def moved(words: tuple[TrueWord, ...]) -> tuple[TrueWord, ...]:
        return Uttered(np.zeros(0), words).moved(-seconds)

    sound = performance.sound.sound[round(seconds * RATE) :]
    return Performance(
        Uttered(sound, moved(performance.sound.words)),
        tuple(Attempt(one.line, one.what, moved(one.words)) for one in performance.attempts),
        moved(performance.fillers),
        moved(performance.asides),
    )


def _in_the_room(sound: Sound, plan: Plan, number: int) -> Sound:
    quiet = sound + hiss(len(sound), plan.seed * 10 + number)
    if plan.noise is None or plan.below_db is None:
        return quiet
    return with_noise(quiet, plan.noise, plan.below_db, plan.seed * 10 + number)


def _written(path: Path, performance: Performance, sound: Sound, which: tuple[int, int], rate: Fraction) -> Clip:
    """`which`: the number that its pictures carry, and the turn."""
    heard = path.with_suffix(".part")
    write_wave(heard, sound)
    counted.filmed(path, heard, which[0], rate, ceil(len(sound) * rate / RATE))
    heard.unlink()
    truth = performance.attempts, performance.fillers, performance.asides
    return Clip(path.name, which[1], len(sound) / RATE, *truth, rate, number=which[0])


def write_wave(path: Path, sound: Sound) -> None:
    """16 bit, one channel, quieter where it would be too loud for the file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * min(1.0, 32_000 / np.abs(sound).max())).astype("<i2").tobytes())
