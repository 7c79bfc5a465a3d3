"""Hours of transcript, drawn: as many words as people speak, each as common as words of a language are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from random import Random
from typing import Final

from dropcut.domain.searching import Part, Passage
from dropcut.domain.speech import Engine, Heard, Levels, Word
from dropcut.search.passages import Spoken, Told, passages_of

WORDS_AN_HOUR: Final = 9_000
_VOCABULARY: Final = 50_000
_CONSONANTS: Final = "bcdfghjklmnpqrstvwz"
_VOWELS: Final = "aeiou"
_SURE: Final = Fraction(1)
_PACE: Final = Fraction(4, 10)
_LINES_AN_HOUR: Final = 300
_WORDS_A_LINE: Final = 12


class Speaker:
    """Speaks for ever; the same seed says the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._words = tuple(map(_word, range(_VOCABULARY)))
        self._weights = tuple(accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))

    def says(self, count: int) -> list[str]:
        """So many words."""
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def hour(self) -> list[Passage]:
        """One job: an hour of footage that was heard, and the script of a part of it."""
        words = self.says(WORDS_AN_HOUR)
        script = (words[at : at + _WORDS_A_LINE] for at in range(0, _LINES_AN_HOUR * _WORDS_A_LINE, _WORDS_A_LINE))
        lines = [Passage(part=Part.SCRIPT, text=" ".join(line), line=number) for number, line in enumerate(script, 1)]
        return [*lines, *passages_of(Told(title="An hour", spoken=(Spoken("take1.mp4", Fraction(0), self._heard(words)),)))]

    def questions(self, count: int) -> Iterator[str]:
        """What people type: one to four words as common as they are said, phrases that were said, and beginnings."""
        for _ in range(count):
            kind = self._random.random()
            words = self.says(self._random.randint(1, 4))
            if kind < _WORDS_ONLY:
                yield " ".join(words)
            elif kind < _PHRASES:
                yield f'"{" ".join(words[:3])}"'
            else:
                yield " ".join([*words[:-1], f"{words[-1][:4]}*"])

    def _heard(self, words: list[str]) -> Heard:
        timed = tuple(
            Word(
                text=word,
                start=at * _PACE,
                end=at * _PACE + _PACE * self._random.choice((1, 1, 1, Fraction(1, 2))),
                confidence=_SURE,
            )
            for at, word in enumerate(words)
        )
        levels = Levels(noise=Fraction(-60), speech=Fraction(-20), clipped=Fraction(0))
        engine = Engine(name="whisper", version="drawn")
        return Heard(engine=engine, duration=len(words) * _PACE, stretches=(), levels=levels, words=timed)


_WORDS_ONLY: Final = 0.6
_PHRASES: Final = 0.8


def _word(rank: int) -> str:
    """A word that can be spoken; the more common, the shorter."""
    said, left = "", rank + 1
    while left:
        said += _CONSONANTS[left % 19] + _VOWELS[(left // 19) % 5]
        left //= 95
    return said
