"""Everything that one search knows of words: the lines, how they are said, and what else may be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dropcut.domain.material import Lexicon as Told
from dropcut.domain.speech import Try
from dropcut.editing.words.chains import Hearing, Weights
from dropcut.editing.words.tokens import HeardToken
from dropcut.speech.acoustics import NO_SOUNDS, carried_acoustics
from dropcut.speech.common_words import common_words, dictionary_of
from dropcut.speech.decoding import Expectation, acoustics_of, carried_model
from dropcut.speech.dictionary import ways_to_say, written
from dropcut.speech.language import Shares, arpa
from dropcut.speech.lexicon import Lexicon, Sounds, read_lexicon
from dropcut.speech.spoken_words import Spoken, spoken_words
from dropcut.speech.told_words import fillers_with, with_told

Words = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """The lines to look for, each text once: what is said the same can only be found as the same."""

    lines: tuple[tuple[Spoken, ...], ...]
    words: tuple[Words, ...]
    asked: tuple[tuple[int, ...], ...]
    """For each, which of the lines that were asked for it stands for."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> Wanted:
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
class Sought:
    """Everything one search knows of words."""

    wanted: Wanted
    lexicon: Lexicon
    fillers: Mapping[str, tuple[Sounds, ...]]
    weights: Weights

    @classmethod
    def of(cls, lines: Sequence[str], told: Told) -> Sought:
        model = carried_model()
        known = frozenset(carried_acoustics(acoustics_of(model)).sounds) - set(NO_SOUNDS)
        lexicon = with_told(read_lexicon(dictionary_of(model)), told, known)
        fillers = fillers_with(told, lexicon)
        return cls(Wanted.of(lines), lexicon, fillers, Weights(common_words(model), fillers))

    def hearing(self, words: Sequence[HeardToken]) -> Hearing:
        """What was heard beside what was looked for."""
        return Hearing(words, self.wanted.words, self.weights)

    def written(self, folder: Path) -> Expectation:
        """As the recogniser reads it."""
        others = common_words(carried_model())
        expected = Expectation(folder / "lines.arpa", folder / "words.dict")
        expected.model.write_text(arpa(self.wanted.words, self.fillers, others, Shares()), encoding="utf-8")
        ways = ways_to_say(self.wanted.lines, others, self.fillers, self.lexicon)
        expected.dictionary.write_text(written(ways), encoding="utf-8")
        return expected
