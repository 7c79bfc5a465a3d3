"""One clip with one recogniser: what was said in the stretches that promise something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from dropcut.domain.speech import SpeechStretch, Try
from dropcut.editing.words.chains import chains
from dropcut.editing.words.tokens import HeardToken
from dropcut.media.pcm import RATE
from dropcut.speech.chunks import Span, chunks
from dropcut.speech.decoding import Recogniser
from dropcut.speech.ears import Ears
from dropcut.speech.filling import Filling
from dropcut.speech.parts import Span as Times
from dropcut.speech.promising import Promise
from dropcut.speech.samples import Samples, seconds
from dropcut.speech.sought import Sought
from dropcut.speech.tries import tries_at

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
    stretches: Sequence[SpeechStretch]
    """All in which somebody speaks."""

    def all_words(self, pulse: Callable[[], None]) -> tuple[HeardToken, ...]:
        words: list[HeardToken] = []
        for run in self.promise.runs:
            short = chunks(self.ears.first, run, 0)
            for span in chunks(self.ears.first, run, _LONG):
                pulse()
                words.extend(self._words(span, [one for one in short if span[0] <= one[0] and one[1] <= span[1]]))
        return tuple(words)

    def _words(self, span: Span, parts: Sequence[Span]) -> tuple[HeardToken, ...]:
        """What a chunk holds. Parts that leave lines half said, or swallow one that is surely there, are heard again."""
        words, whole = self.recogniser.words(self.ears.first, *span), (seconds(span[0]), seconds(span[1]))
        for ear in (self.ears.first, *self.ears.others):
            again = self._doubtful(parts, words, whole)
            if not again:
                break
            words = max(words, self._again(words, again, ear), key=self._worth)
        return self._with_edges(self.filling.filled(words, whole), span)

    def _with_edges(self, words: Sequence[HeardToken], span: Span) -> tuple[HeardToken, ...]:
        """Aligned between the same pauses whatever else was looked for, so that an edit of the script moves no edge."""
        if not self._tries(words):
            return tuple(words)
        aligned = list(words)
        for part in (one for one in self._pauses if one[0] < span[1] and span[0] < one[1]):
            first, last = (bisect_left(words, seconds(edge), key=_middle) for edge in part)
            aligned[first:last] = self.recogniser.edges(self.ears.first, *part, words[first:last])
        return tuple(aligned)

    @cached_property
    def _pauses(self) -> list[Span]:
        """From pause to pause, all of the clip."""
        return chunks(self.ears.first, self.stretches, 0)

    def _doubtful(self, parts: Sequence[Span], words: Sequence[HeardToken], span: Times) -> list[Span]:
        half_said, tries = list(self.filling.half_said(words, span)), self._tries(words)
        sure = [one for one in self.promise.sure if not any(one.start < said.end and said.start < one.end for said in tries)]
        return [
            part for part in parts
            if any(_touch(part, start - _BESIDE, end + _BESIDE) for start, end in half_said)
            or any(_touch(part, one.start, one.end) for one in sure)
        ]  # fmt: skip

    def _again(self, words: Sequence[HeardToken], parts: Sequence[Span], ear: Samples) -> tuple[HeardToken, ...]:
        """The words, those of these parts heard anew."""
        others = [word for word in words if not any(_inside(part, word) for part in parts)]
        anew = [word for part in parts for word in self.recogniser.careful_words(ear, *part)]
        return tuple(sorted((*others, *anew), key=lambda word: word.start))

    def _tries(self, words: Sequence[HeardToken]) -> tuple[Try, ...]:
        return tries_at(self.sought.hearing(words), self.sought.wanted.lines)

    def _worth(self, words: Sequence[HeardToken]) -> float:
        return chains(self.sought.hearing(words)).worth


def _touch(part: Span, start: Fraction, end: Fraction) -> bool:
    """Whether they share some time."""
    return seconds(part[0]) < end and start < seconds(part[1])


def _inside(part: Span, word: HeardToken) -> bool:
    return seconds(part[0]) <= _middle(word) < seconds(part[1])


def _middle(word: HeardToken) -> Fraction:
    return (word.start + word.end) / 2
