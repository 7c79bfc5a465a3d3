"""One clip with one recogniser: what was said in the stretches that promise something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import SpeechStretch, Try
from dropcut.media.pcm import RATE
from dropcut.speech.chains import chains
from dropcut.speech.chunks import Span, chunks
from dropcut.speech.decoding import Decoded, Recogniser
from dropcut.speech.ears import Ears
from dropcut.speech.filling import Filling
from dropcut.speech.promising import Promise
from dropcut.speech.samples import Samples, seconds
from dropcut.speech.sought import Sought
from dropcut.speech.tries import Hearsay, tries_of

_LONG: Final = 15 * RATE
_BESIDE: Final = Fraction(3, 2)
"""What is missing of a try may lie a pause away."""


@dataclass(frozen=True)
class Listener:
    """One clip with one recogniser."""

    ears: Ears
    recogniser: Recogniser
    sought: Sought
    promise: Promise
    filling: Filling

    def all_words(self, pulse: Callable[[], None]) -> tuple[Decoded, ...]:
        words: list[Decoded] = []
        for run in self.promise.runs:
            short = chunks(self.ears.first, run, 0)
            for span in chunks(self.ears.first, run, _LONG):
                pulse()
                words.extend(self._words(span, [one for one in short if span[0] <= one[0] and one[1] <= span[1]]))
        return tuple(words)

    def _words(self, span: Span, parts: Sequence[Span]) -> tuple[Decoded, ...]:
        """What a chunk holds. Parts that leave lines half said, or swallow one that is surely there, are heard again."""
        words = self.recogniser.words(self.ears.first, *span)
        tries = self._tries(words)
        again = [part for part in parts if self._is_doubtful(part, tries)]
        if again:
            words = max(
                words, *(self._again(words, again, ear) for ear in (self.ears.first, *self.ears.others)), key=self._worth
            )
        words = self.filling.filled(words, (seconds(span[0]), seconds(span[1])))
        return self.recogniser.edges(self.ears.first, *span, words) if self._tries(words) else words

    def _is_doubtful(self, part: Span, tries: Sequence[Try]) -> bool:
        near = any(not one.whole and _touch(part, one, _BESIDE) for one in tries)
        here = any(_touch(part, one) for one in tries)
        return near or (not here and any(_touch(part, sure) for sure in self.promise.sure))

    def _again(self, words: Sequence[Decoded], parts: Sequence[Span], ear: Samples) -> tuple[Decoded, ...]:
        """The words, those of these parts heard anew."""
        others = [word for word in words if not any(_inside(part, word) for part in parts)]
        anew = [word for part in parts for word in self.recogniser.careful_words(ear, *part)]
        return tuple(sorted((*others, *anew), key=lambda word: word.start))

    def _tries(self, words: Sequence[Decoded]) -> tuple[Try, ...]:
        _, found = chains(words, self.sought.wanted.words, self.sought.weights)
        return tries_of(Hearsay(words, self.sought.wanted.lines, self.sought.weights), found)

    def _worth(self, words: Sequence[Decoded]) -> float:
        return chains(words, self.sought.wanted.words, self.sought.weights)[0]


def _touch(part: Span, one: Try | SpeechStretch, beside: Fraction = Fraction(0)) -> bool:
    """Whether they share some time, or lie no further apart than is said."""
    return seconds(part[0]) < one.end + beside and one.start - beside < seconds(part[1])


def _inside(part: Span, word: Decoded) -> bool:
    return seconds(part[0]) <= (word.start + word.end) / 2 < seconds(part[1])
