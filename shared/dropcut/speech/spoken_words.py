"""From a written line to the words that a voice says: lower case, no punctuation, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_QUOTES: Final = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2032": "'"})
_SIGNS: Final = {"&": "and", "%": "percent", "+": "plus", "=": "equals", "@": "at", "#": "number"}
_MONEY: Final = {"$": "dollar", "\u20ac": "euro", "\u00a3": "pound"}
_PIECE: Final = re.compile(
    r"(?P<money>[$\u20ac\u00a3])?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?(?![\d])"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)|(?P<sign>[&%+=@#])",
    re.IGNORECASE,
)
_LONGEST_NUMBER: Final = 15
"""Longer ones are read digit by digit."""
_YEARS: Final = range(1100, 2100)
_PLAIN_THOUSANDS: Final = range(2000, 2010)


@dataclass(frozen=True)
class Spoken:
    """One word as it is said."""

    text: str
    place: int
    """The written word it belongs to: those are split at spaces and counted from 0."""
    capitals: bool
    """Whether it was written in capitals only: then it may be spelled out."""


def spoken_words(line: str) -> tuple[Spoken, ...]:
    """The words of a line in the order in which they are said; none for a line without letters and digits."""
    written = enumerate(line.translate(_QUOTES).split())
    return tuple(word for place, text in written for word in _of(text, place))


def _of(text: str, place: int) -> Iterator[Spoken]:
    for found in _PIECE.finditer(text):
        if found["word"]:
            word = found["word"].rstrip("'")
            yield Spoken(word.lower(), place, capitals=len(word) > 1 and word.isupper())
        elif found["sign"]:
            yield Spoken(_SIGNS[found["sign"]], place, capitals=False)
        else:
            for word in _number(found):
                yield Spoken(word, place, capitals=False)


def _number(found: re.Match[str]) -> list[str]:
    from num2words import num2words  # type: ignore[import-untyped]

    digits = found["number"].replace(",", "")
    if len(digits) > _LONGEST_NUMBER:
        return [str(num2words(int(digit))) for digit in digits if digit != "."]
    said = num2words(digits) if "." in digits else num2words(int(digits), to=_way(found, digits))
    words = re.findall(r"[a-z]+", str(said))
    if found["money"]:
        words.append(_MONEY[found["money"]] + ("" if digits == "1" else "s"))
    return words


def _way(found: re.Match[str], digits: str) -> str:
    if found["ordinal"]:
        return "ordinal"
    plain = found["money"] is None and found["number"] == digits
    return "year" if plain and int(digits) in _YEARS and int(digits) not in _PLAIN_THOUSANDS else "cardinal"
