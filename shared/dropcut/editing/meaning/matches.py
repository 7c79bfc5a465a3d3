"""Which windows of what was said are which lines in other words. Better none than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Word
from dropcut.editing.meaning.contradictions import contradiction
from dropcut.editing.meaning.sentences import Sentence, sentence, share_of
from dropcut.editing.meaning.windows import Window, sentence_of, windows_of

ALIKE: Final = 0.85
"""Measured, see docs/decisions: beyond this, whatever the rules let pass had the meaning of the line."""
_TOLD: Final = 0.5
"""So much of what a line is about must be named."""
_FEWEST_SUBJECTS: Final = 2
"""A line that is about less ("See you.") is too much like others."""
_CLEARLY: Final = 0.03
_AT_ONCE: Final = 1024

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Comparable:
    """What a model makes of a script and of what was said: rows of numbers, whose products tell how alike they are."""

    lines: Floats
    """One row a line of the script."""
    said: Mapping[int, Floats]
    """By clip: one row for each of its `windows_of`."""


@dataclass(frozen=True)
class Match:
    """A window that means what a line means."""

    line: int
    window: Window
    likeness: float


@dataclass(frozen=True)
class Sought:
    """The lines of a script, and which of them nobody said word for word."""

    lines: Sequence[str]
    missing: Sequence[int]
    language: str

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Every line, as rules look at it."""
        return [sentence(line, self.language) for line in self.lines]

    def matches(self, words: Sequence[Word], vectors: Floats, lines: Floats) -> Iterator[Match]:
        """Every window of a clip that stands clearly for one line; windows may overlap."""
        missing = [number for number in self.missing if len(set(self.sentences[number].subjects)) >= _FEWEST_SUBJECTS]
        windows = windows_of(words, self.language)
        for at, rank in _alike(vectors, lines[missing]):
            said, likenesses = sentence_of(words, windows[at], self.language), vectors[at] @ lines.T
            if self.is_meant(missing[rank], said, likenesses):
                yield Match(missing[rank], windows[at], min(1.0, float(likenesses[missing[rank]])))

    def is_meant(self, number: int, said: Sentence, likenesses: Floats) -> bool:
        """Whether what is like this line means it, and clearly no other; how like it is each line is told in their order."""
        line = self.sentences[number]
        if share_of(line.subjects, said.known) < _TOLD or contradiction(line, said):
            return False
        rivals: list[int] = np.flatnonzero(likenesses > likenesses[number] - _CLEARLY).tolist()
        others = [self.sentences[at] for at in rivals if self.sentences[at].words != line.words]
        return all(contradiction(other, said) for other in others)


def _alike(said: Floats, lines: Floats) -> Iterator[tuple[int, int]]:
    """Some windows at a time: a long script and long footage have many millions of pairs."""
    for first in range(0, len(said), _AT_ONCE):
        for at, rank in np.argwhere(said[first : first + _AT_ONCE] @ lines.T >= ALIKE).tolist():
            yield first + at, rank
