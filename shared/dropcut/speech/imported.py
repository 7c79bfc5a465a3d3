"""The engine that hears nothing itself: the words were written down by another program, and lie beside the clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine, Found, Heard
from dropcut.editing.words.matching import tries_in
from dropcut.ports.hearing import Recording
from dropcut.speech.activity import stretches
from dropcut.speech.levels import levels_of
from dropcut.speech.samples import samples_of, seconds
from dropcut.speech.transcripts import words_of

_RULES: Final = "1"
ENGINE: Final = Engine(name=Speech.IMPORT.value, version=_RULES)


@dataclass(frozen=True)
class Written:
    """A transcript's name and bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Imported:
    """A `Hearing`."""

    written: Written | None

    @property
    def engine(self) -> Engine:
        return ENGINE

    def hear(self, recording: Recording) -> Heard:
        if self.written is None:
            raise Permanent("There is no transcript beside this clip.", "Put one there, or listen with another engine.")
        samples = samples_of(recording.sound)
        spoken, duration = stretches(samples, recording.pulse), seconds(len(samples))
        words = words_of(self.written.name, self.written.data, duration)
        return Heard(engine=ENGINE, duration=duration, stretches=spoken, levels=levels_of(samples, spoken), words=words)

    def find(self, recording: Recording, heard: Heard, lines: Sequence[str], lexicon: Lexicon) -> Found:
        recording.pulse()
        return tries_in(heard.words, lines, lexicon, ENGINE)

    def overhear(self, recording: Recording, heard: Heard) -> Heard:
        recording.pulse()
        return heard
