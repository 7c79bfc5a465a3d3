"""Sounds that speakers make while they think, told by what they are: short, alone between two pauses, and of one dull vowel.

Free recognition takes them for words; nothing that it says at such a place is as telling as the sound itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Levels, Word
from dropcut.speech.acoustics import Floats
from dropcut.speech.envelope import SILENCE, envelope_of
from dropcut.speech.in_time import InTime
from dropcut.speech.likeness import EVERY, MOMENTS_A_SECOND, Likeness
from dropcut.speech.samples import Samples

_DULL: Final = ("AH", "AA", "ER", "UH", "AE", "EH", "AO", "M", "N")
_HUMMED: Final = ("M", "N", "NG")
_ALIKE: Final = 1.0
_VOICE: Final = "+SPN+"
"""The model's own sound for a voice that says nothing: people's thoughts are most like it."""
_VAGUE: Final = (_VOICE, "SIL", "AA", "AE", "AH", "AO", "AW", "AY", "ER", "M", "N", "OW", "UH")
"""What else such a moment may be most like."""
_MOSTLY_VAGUE: Final = 0.8
_VOICED: Final = 0.3
_SHORTEST: Final = MOMENTS_A_SECOND * 18 // 100
_LONGEST: Final = MOMENTS_A_SECOND * 8 // 10
_PAUSE: Final = MOMENTS_A_SECOND * 12 // 100
_ALL: Final = 0.9
"""So much of it must be dull."""
_HUM: Final = 1 / 4
_CLEAR: Final = 12
"""In decibels: where the speech stands less above the noise than this, everything sounds dull."""
_SURE: Final = Fraction(1, 2)
"""A word of which the recogniser is this sure is no thought."""
_QUIET: Final = 1 / 3
"""Of the way from the noise to the speech, in decibels: what is below is a pause."""


def thinking_sounds(samples: Samples, levels: Levels, likeness: Likeness, sounds: Sequence[str]) -> tuple[Word, ...]:
    """Each as `um` or `uh`, in order; the share of it that is dull or vague says how sure that is."""
    if levels.speech is None or levels.speech - levels.noise < _CLEAR:
        return ()
    loud = _loudness(samples) > float(levels.noise) + _QUIET * float(levels.speech - levels.noise)
    kinds = _Kinds.of(sounds)
    found: list[Word] = []
    for (first, end), like in likeness.moments():
        for start, stop in _islands(loud, first, end):
            inside = like[start - first : stop - first]
            share = max(kinds.dull_share(inside), kinds.vague_share(inside))
            if share >= _ALL:
                found.append(_word("um" if kinds.ends_in_a_hum(inside) else "uh", start, stop, share))
    return tuple(found)


@dataclass(frozen=True)
class _Kinds:
    """Which of the sounds are of which kind, as their numbers."""

    dull: tuple[int, ...]
    hummed: tuple[int, ...]
    vague: tuple[int, ...]
    voice: tuple[int, ...]

    @classmethod
    def of(cls, sounds: Sequence[str]) -> _Kinds:
        kinds = (_DULL, _HUMMED, _VAGUE, (_VOICE,))
        return cls(*(tuple(sounds.index(name) for name in names if name in sounds) for names in kinds))

    def dull_share(self, inside: Floats) -> float:
        """How much of it is like one dull vowel."""
        return float((inside[:, list(self.dull)].max(axis=1) >= _ALIKE).mean())

    def vague_share(self, inside: Floats) -> float:
        """How much of it is most like a voice that says nothing, or like what surrounds one; nothing without such a voice."""
        most_like = inside.argmax(axis=1)
        voiced = float(np.isin(most_like, self.voice).mean()) >= _VOICED
        return float(np.isin(most_like, self.vague).mean()) / _MOSTLY_VAGUE * _ALL if voiced else 0.0

    def ends_in_a_hum(self, inside: Floats) -> bool:
        """Whether the lips close over its end."""
        last = inside[-max(1, int(len(inside) * _HUM)) :]
        return bool(last[:, list(self.hummed)].max(axis=1).mean() >= _ALIKE)


def words_and_thoughts(words: Sequence[Word], thoughts: Sequence[Word]) -> tuple[Word, ...]:
    """All in order. Where both were heard the word counts when it is sure, and the thought when it is not."""
    sure = InTime(word for word in words if word.confidence >= _SURE)
    alone = [one for one in thoughts if not any(_touch(one, word) for word in sure.near(one.start, one.end))]
    counted = InTime(alone)
    kept = [word for word in words if not any(_in_the_middle(one, word) for one in counted.near(word.start, word.end))]
    return tuple(sorted((*kept, *alone), key=lambda word: (word.start, word.end)))


def _touch(one: Word, other: Word) -> bool:
    return other.start < one.end and one.start < other.end


def _in_the_middle(one: Word, word: Word) -> bool:
    return one.start < (word.start + word.end) / 2 < one.end


def _loudness(samples: Samples) -> NDArray[np.float64]:
    """In decibels, moment by moment."""
    below = np.frombuffer(b"".join(envelope_of(samples)), np.uint8)[::EVERY].astype(np.float64)
    return np.where(below == SILENCE, -np.inf, -below / 2)


def _islands(loud: NDArray[np.bool_], first: int, end: int) -> Iterator[tuple[int, int]]:
    """What is heard between two pauses, if it is as short as a thought."""
    start: int | None = None
    quiet = _PAUSE
    for at in range(max(first - _PAUSE, 0), min(end + _PAUSE, len(loud))):
        if loud[at]:
            if start is None and quiet >= _PAUSE:
                start = at
            quiet = 0
            continue
        quiet += 1
        if start is not None and quiet == _PAUSE:
            stop = at - _PAUSE + 1
            if first <= start < stop <= end and _SHORTEST <= stop - start <= _LONGEST:
                yield start, stop
            start = None


def _word(text: str, start: int, stop: int, share: float) -> Word:
    return Word(
        text=text,
        start=Fraction(start, MOMENTS_A_SECOND),
        end=Fraction(stop, MOMENTS_A_SECOND),
        confidence=Fraction(round(min(share, 1.0) * 100), 100),
    )
