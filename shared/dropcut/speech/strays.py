"""Speech that no try accounts for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import SpeechStretch, Stray, Try
from dropcut.editing.words.chains import Weights
from dropcut.editing.words.tokens import HeardToken
from dropcut.speech.in_time import InTime

_SHORTEST: Final = Fraction(3, 10)


def strays_of(
    stretches: Sequence[SpeechStretch], tries: Sequence[Try], words: Sequence[HeardToken], weights: Weights
) -> tuple[Stray, ...]:
    """What is left of each stretch between the tries, when it is long enough to hold a word."""
    found, heard = InTime(tries), InTime(words)
    left = [span for one in stretches for span in _left(one, found.near(one.start, one.end))]
    return tuple(
        Stray(start=start, end=end, reason=_reason(start, end, heard.near(start, end), weights))
        for start, end in left
        if end - start >= _SHORTEST
    )


def _left(stretch: SpeechStretch, tries: Sequence[Try]) -> Iterator[tuple[Fraction, Fraction]]:
    at = stretch.start
    for found in tries:
        if found.end > at and found.start < stretch.end:
            if found.start > at:
                yield at, found.start
            at = max(at, found.end)
    if at < stretch.end:
        yield at, stretch.end


def _reason(start: Fraction, end: Fraction, words: Sequence[HeardToken], weights: Weights) -> str:
    inside = [word for word in words if start <= (word.start + word.end) / 2 < end]
    if not inside:
        return "a voice, but no word"
    if all(word.text in weights.fillers for word in inside):
        return "only " + ", ".join(word.text for word in inside)
    return "speech that is none of these lines"
