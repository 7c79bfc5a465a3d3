"""Performances with truth: what was said, by whom, which line of the script it was meant to be, and when each word fell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from tests.unit.speech.voices import RATE, TrueWord, Uttered, cut_short, pause, say

_FILLER_ROOM_S: Final = 0.12


class What(StrEnum):
    """What a try at a line truly was, the best first."""

    WHOLE = "whole"
    FILLED = "whole with a filler"
    PARAPHRASE = "paraphrase"
    WRONG = "wrong word"
    PART = "part"


@dataclass(frozen=True)
class Part:
    """One utterance of a performance: a try at a line, or (with no line) a pause, a filler or an aside."""

    uttered: Uttered
    line: int | None = None
    what: What = What.WHOLE
    fillers: tuple[TrueWord, ...] = ()
    aside: bool = False


@dataclass(frozen=True)
class Attempt:
    """A true try at a line, numbered from 1. Times are of its recording."""

    line: int
    what: What
    words: tuple[TrueWord, ...]

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end


@dataclass(frozen=True)
class Performance:
    """What one recorder could hear, and the truth about it."""

    sound: Uttered
    attempts: tuple[Attempt, ...]
    fillers: tuple[TrueWord, ...]
    asides: tuple[TrueWord, ...]


def spoken(text: str, voice: str, speed: float = 1.0) -> Uttered:
    """A voice says a text, so much faster and higher than it usually does: no two tries sound quite the same."""
    said = say(text, voice)
    count = round(len(said.sound) / speed)
    sound = np.interp(np.arange(count) * speed, np.arange(len(said.sound)), said.sound)
    return Uttered(sound, tuple(TrueWord(word.text, word.start / speed, word.end / speed) for word in said.words))


def silence(seconds: float) -> Part:
    """Nobody speaks."""
    return Part(pause(seconds))


def filler(text: str, voice: str, speed: float = 1.0) -> Part:
    """An "um" by itself."""
    said = spoken(text, voice, speed)
    return Part(Uttered(said.sound, ()), fillers=said.words)


def aside(text: str, voice: str, speed: float = 1.0) -> Part:
    """What is in no script."""
    return Part(spoken(text, voice, speed), aside=True)


def whole(line: int, text: str, voice: str, speed: float = 1.0) -> Part:
    """The line as it is written."""
    return Part(spoken(text, voice, speed), line)


def started(line: int, text: str, voice: str, words: int, speed: float = 1.0) -> Part:
    """A false start: only the first words."""
    return Part(cut_short(spoken(text, voice, speed), words), line, What.PART)


def otherwise(line: int, text: str, voice: str, what: What, speed: float = 1.0) -> Part:
    """The line in other words than its own."""
    return Part(spoken(text, voice, speed), line, what)


def filled(said: Part, um: Part, after: int) -> Part:
    """A line with a filler after so many of its words, as one hesitates there."""
    words, room = said.uttered.words, pause(_FILLER_ROOM_S)
    at = round(words[after - 1].end * RATE)
    head, tail = said.uttered.sound[:at], said.uttered.sound[at:]
    sound = np.concatenate([head, room.sound, um.uttered.sound, room.sound, tail])
    moved = replace(said.uttered, words=words[after:]).moved(2 * room.seconds + um.uttered.seconds)
    hums = Uttered(um.uttered.sound, um.fillers).moved(at / RATE + room.seconds)
    return Part(Uttered(sound, (*words[:after], *moved)), said.line, What.FILLED, fillers=hums)


def performed(parts: Sequence[Part]) -> Performance:
    """One part after the other."""
    sound = np.concatenate([part.uttered.sound for part in parts])
    placed = tuple(_placed(parts))
    words = tuple(word for part in placed for word in part.uttered.words)
    return Performance(
        Uttered(sound, words),
        tuple(Attempt(part.line, part.what, part.uttered.words) for part in placed if part.line is not None),
        tuple(word for part in placed for word in part.fillers),
        tuple(word for part in placed if part.aside for word in part.uttered.words),
    )


def _placed(parts: Sequence[Part]) -> Iterator[Part]:
    samples = 0
    for part in parts:
        at = samples / RATE
        fillers = Uttered(part.uttered.sound, part.fillers).moved(at)
        yield replace(part, uttered=replace(part.uttered, words=part.uttered.moved(at)), fillers=fillers)
        samples += len(part.uttered.sound)
