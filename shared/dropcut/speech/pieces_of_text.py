"""Words from recognised or written text, and when each was said where only the whole has times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Word

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019.,:-][^\W_]+)*['\u2019]?")
_LONGEST: Final = 100
"""In letters: what is longer is no word."""
_TICKS: Final = 1000


def words_between(text: str, start: Fraction, end: Fraction, sure: Fraction) -> Iterator[Word]:
    """The words of `text`, sharing the time from `start` to `end` by their letters."""
    texts = [found.casefold().replace("\u2019", "'") for found in _WORD.findall(text) if len(found) <= _LONGEST]
    letters = sum(len(one) for one in texts)
    at = 0
    for one in texts:
        begins, at = at, at + len(one)
        yield Word(text=one, start=_within(start, end, begins, letters), end=_within(start, end, at, letters), confidence=sure)


def _within(start: Fraction, end: Fraction, part: int, whole: int) -> Fraction:
    return Fraction(round((start + (end - start) * part / whole) * _TICKS), _TICKS)
