"""What a large network says was said, and what of it to believe: on silence and noise it makes up words, and repeats them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import SpeechStretch, Word

_NO_SPEECH: Final = 0.6
_UNSURE: Final = -1.0
_TOO_REGULAR: Final = 2.4
"""Text that packs better than this repeats itself."""
_HEARD_SHARE: Final = Fraction(3, 10)
"""So much of a word must lie where somebody speaks."""
_LONGEST_REFRAIN: Final = 8
_TIMES_SAID: Final = 3
"""People say a thing twice, and thrice when they stumble; the fourth time in a row is the network's."""


@dataclass(frozen=True)
class Phrase:
    """Words that the network gave at once, and how it felt about them."""

    words: tuple[Word, ...]
    no_speech: float
    mean_chance: float
    """The logarithm of it."""
    regularity: float


def believed(phrases: Iterable[Phrase], stretches: Sequence[SpeechStretch]) -> tuple[Word, ...]:
    """The words to rely on, in order."""
    kept = [word for phrase in phrases if not _is_made_up(phrase) for word in phrase.words]
    heard = [word for word in sorted(kept, key=lambda word: (word.start, word.end)) if _is_heard(word, stretches)]
    return tuple(without_refrains(heard))


def _is_made_up(phrase: Phrase) -> bool:
    nothing = phrase.no_speech > _NO_SPEECH and phrase.mean_chance < _UNSURE
    return nothing or phrase.regularity > _TOO_REGULAR


def _is_heard(word: Word, stretches: Sequence[SpeechStretch]) -> bool:
    """Whether enough of it lies in speech. Words without length count by their place."""
    length = word.end - word.start
    inside = sum((max(Fraction(0), min(word.end, one.end) - max(word.start, one.start)) for one in stretches), Fraction(0))
    if not length:
        return any(one.start <= word.start <= one.end for one in stretches)
    return inside >= length * _HEARD_SHARE


def without_refrains(words: Sequence[Word]) -> list[Word]:
    """No run of up to eight words more often in a row than people say one."""
    kept: list[Word] = []
    for word in words:
        kept.append(word)
        for length in range(1, _LONGEST_REFRAIN + 1):
            if _repeats(kept, length):
                del kept[-length:]
                break
    return kept


def _repeats(words: Sequence[Word], length: int) -> bool:
    """Whether the last `length` words were said as often before, at once, as is allowed."""
    texts = [word.text for word in words[-length * (_TIMES_SAID + 1) :]]
    last = texts[-length:]
    return len(texts) == length * (_TIMES_SAID + 1) and texts == last * (_TIMES_SAID + 1)
