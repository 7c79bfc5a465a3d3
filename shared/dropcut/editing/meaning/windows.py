"""What was said, cut where the speaker paused: every window may be somebody's line in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dropcut.domain.speech import Word
from dropcut.editing.meaning.sentences import Sentence, readable, sentence
from dropcut.editing.words.fillers import fillers_of

_PAUSE: Final = Fraction(2, 10)
_LONGEST_PAUSE: Final = Fraction(3)
"""Whoever is silent for longer says something else."""
_MOST_PHRASES: Final = 4
_FEWEST_WORDS: Final = 3
"""In fewer words there is too little to compare."""
_MOST_WORDS: Final = 60


@dataclass(frozen=True)
class Window:
    """Words that were said without a stop before and after: the first and the last, as they were heard from 0."""

    first: int
    last: int


def windows_of(words: Sequence[Word], language: str) -> tuple[Window, ...]:
    """Every run of neighbouring phrases that may be a sentence. The same words give the same windows."""
    fillers = fillers_of(language)
    said = [at for at, word in enumerate(words) if word.text not in fillers]
    return tuple(_windows(words, list(_phrases(words, said))))


def _phrases(words: Sequence[Word], said: Sequence[int]) -> Iterator[Window]:
    if not said:
        return
    first = said[0]
    for one, after in pairwise(said):
        if words[after].start - words[one].end >= _PAUSE:
            yield Window(first, one)
            first = after
    yield Window(first, said[-1])


def _windows(words: Sequence[Word], phrases: Sequence[Window]) -> Iterator[Window]:
    for at, phrase in enumerate(phrases):
        last = phrase
        for more in phrases[at : at + _MOST_PHRASES]:
            if words[more.first].start - words[last.last].end > _LONGEST_PAUSE or more.last - phrase.first >= _MOST_WORDS:
                break
            last = more
            if last.last - phrase.first + 1 >= _FEWEST_WORDS:
                yield Window(phrase.first, last.last)


def text_of(words: Sequence[Word], window: Window, language: str) -> str:
    """What a model is given."""
    return readable(" ".join(_said(words, window, language)), language)


def sentence_of(words: Sequence[Word], window: Window, language: str) -> Sentence:
    """What rules are given."""
    return sentence(" ".join(_said(words, window, language)), language)


def _said(words: Sequence[Word], window: Window, language: str) -> Iterator[str]:
    fillers = fillers_of(language)
    return (word.text for word in words[window.first : window.last + 1] if word.text not in fillers)
