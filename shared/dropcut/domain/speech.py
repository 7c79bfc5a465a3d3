"""What was heard in a clip, and where lines of a script were tried in it. Times count from the start of the clip's sound."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from dropcut.domain.documents import Document
from dropcut.domain.time import Exact, Seconds
from dropcut.domain.values import Count, Value


def _share(number: Fraction) -> Fraction:
    if not 0 <= number <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {number}")
    return number


Share = Annotated[Exact, AfterValidator(_share)]
"""A part of a whole, or how sure an engine is: from 0 to 1. Stored as `"n/d"`."""

Level = Exact
"""Decibels below full scale: 0 is as loud as a sample can be, all else is negative."""


class SpeechStretch(Value):
    """A time in which somebody speaks. What comes between two stretches is not speech."""

    start: Seconds
    end: Seconds

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a stretch runs forwards from zero, not from {self.start} to {self.end}")
        return self


class Word(SpeechStretch):
    """One word that was heard: in lower case, without punctuation, numbers in words."""

    text: str
    confidence: Share


class Levels(Value):
    """How a clip sounds."""

    noise: Level
    """Of what is heard where nobody speaks."""
    speech: Level | None
    """Of what is heard where somebody speaks; None where nobody does."""
    clipped: Share
    """Of the speech: how much of it was too loud for the recorder."""


class Engine(Value):
    """Which engine listened. It belongs in the key of every step that used it."""

    name: str
    version: str


class Heard(Document):
    """What a clip holds, told without knowing any script."""

    KIND: ClassVar[str] = "heard"

    engine: Engine
    duration: Seconds
    stretches: tuple[SpeechStretch, ...]
    """In order, none touching another."""
    levels: Levels
    words: tuple[Word, ...] = ()
    """In order, from engines that can tell words without a script."""


class Role(StrEnum):
    """What a heard word is in a try of a line."""

    SAID = "said"
    """A word of the line, at its place."""
    REPEATED = "repeated"
    """A word of the line, said again later: it belongs to a restart inside the try."""
    FILLER = "filler"
    INSERTED = "inserted"
    """Not in the line at this place."""


class Said(Value):
    """One word of a try."""

    word: Word
    role: Role
    place: Count | None
    """Which written word of the line (they are split at spaces, from 0) it belongs to; none for fillers and insertions."""


class Try(Value):
    """One try at one line, whole or in part, from its first word to its last."""

    line: Count
    """Which of the lines that were looked for, from 0."""
    said: Annotated[tuple[Said, ...], Field(min_length=1)]
    """All that was heard from its first word to its last."""
    coverage: Share
    """How much of the line was said: each word once, at its place."""
    misses: tuple[Count, ...]
    """The written words of the line that were not heard."""
    insertions: Count
    fillers: Count
    restarts: Count
    """How often the speaker went back inside the try."""
    confidence: Share
    reason: str
    """For people: what is good and bad about it."""

    @property
    def start(self) -> Seconds:
        """Where its first word starts."""
        return self.said[0].word.start

    @property
    def end(self) -> Seconds:
        """Where its last word ends."""
        return self.said[-1].word.end

    @property
    def whole(self) -> bool:
        """Whether every word of the line was heard."""
        return not self.misses


class Stray(SpeechStretch):
    """Speech that is none of the lines that were looked for."""

    reason: str


class Found(Document):
    """Where lines were tried in a clip, and the speech in it that is none of them."""

    KIND: ClassVar[str] = "found"

    engine: Engine
    tries: tuple[Try, ...]
    """By their start; no two share a word."""
    strays: tuple[Stray, ...]
