"""What a large network says was said, and what of it to believe: on silence and noise it makes up words, and repeats them.

A person repeats, too: whoever films says one line five times in half a minute. What tells the two apart is the pause between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from dropcut.domain.pieces import Phrase
from dropcut.domain.speech import SpeechStretch, Word
from dropcut.speech.in_time import InTime

_NO_SPEECH: Final = Fraction(6, 10)
_UNSURE: Final = Fraction(-1)
_TOO_REGULAR: Final = Fraction(24, 10)
"""Text that packs better than this repeats itself."""
_HEARD_SHARE: Final = Fraction(3, 10)
"""So much of a word must lie where somebody speaks."""
_LONGEST_REFRAIN: Final = 8
_TIMES_SAID: Final = 3
"""In one breath people say a thing twice, and thrice when they stumble; the fourth time in a row is the network's."""


def believed(phrases: Iterable[Phrase], stretches: Sequence[SpeechStretch]) -> tuple[Word, ...]:
    """The words to rely on, in order."""
    kept = [word for phrase in phrases if not _is_made_up(phrase) for word in phrase.words]
    ordered = sorted(kept, key=lambda word: (word.start, word.end))
    spoken = InTime(stretches)
    heard = [(stretch, word) for word in ordered if (stretch := _stretch_of(word, spoken)) is not None]
    return tuple(_without_refrains(heard))


def repeats_itself(phrase: Phrase) -> bool:
    """Whether its text is too regular for what one says in one breath: a network caught in a loop, or one line many times."""
    return phrase.regularity > _TOO_REGULAR


def _is_made_up(phrase: Phrase) -> bool:
    nothing = phrase.no_speech > _NO_SPEECH and phrase.mean_chance < _UNSURE
    return nothing or repeats_itself(phrase)


def _stretch_of(word: Word, spoken: InTime[SpeechStretch]) -> SpeechStretch | None:
    """In which it was said: where most of it lies, if enough of it does. Words without length count by their place."""
    near, length = spoken.near(word.start, word.end), word.end - word.start
    if not length:
        return next((one for one in near if one.start <= word.start <= one.end), None)
    inside = [max(Fraction(0), min(word.end, one.end) - max(word.start, one.start)) for one in near]
    if sum(inside, Fraction(0)) < length * _HEARD_SHARE:
        return None
    return near[max(range(len(inside)), key=inside.__getitem__)]


def _without_refrains(heard: Sequence[tuple[SpeechStretch, Word]]) -> Iterator[Word]:
    """Within a stretch no run of up to eight words more often in a row than people say one."""
    for _, together in groupby(heard, key=lambda each: each[0]):
        yield from _sung_out([word for _, word in together])


def _sung_out(words: Sequence[Word]) -> list[Word]:
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
