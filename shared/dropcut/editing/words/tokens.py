"""From written or recognised words to the words that are compared: one spelling, no punctuation, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Word
from dropcut.editing.words.numbers import number_words
from dropcut.editing.words.spellings import spelled_alike

_SIGNS: Final[dict[str, dict[str, str]]] = {
    "en": {"&": "and", "%": "percent", "+": "plus", "=": "equals", "@": "at", "#": "number", "°": "degrees"},
    "de": {"&": "und", "%": "prozent", "+": "plus", "=": "gleich", "@": "at", "°": "grad"},
    "fr": {"&": "et", "%": "pourcent", "+": "plus", "=": "egale", "@": "arobase", "°": "degres"},
    "es": {"&": "y", "%": "por ciento", "+": "mas", "=": "igual", "@": "arroba", "°": "grados"},
    "it": {"&": "e", "%": "percento", "+": "piu", "=": "uguale", "@": "chiocciola", "°": "gradi"},
    "pt": {"&": "e", "%": "por cento", "+": "mais", "=": "igual", "@": "arroba", "°": "graus"},
    "nl": {"&": "en", "%": "procent", "+": "plus", "=": "is", "@": "apenstaartje", "°": "graden"},
}
_MONEY: Final[dict[str, dict[str, str]]] = {
    "en": {"$": "dollars", "€": "euros", "£": "pounds"},
    "de": {"$": "dollar", "€": "euro", "£": "pfund"},
    "fr": {"$": "dollars", "€": "euros", "£": "livres"},
    "es": {"$": "dolares", "€": "euros", "£": "libras"},
    "it": {"$": "dollari", "€": "euro", "£": "sterline"},
    "pt": {"$": "dolares", "€": "euros", "£": "libras"},
    "nl": {"$": "dollar", "€": "euro", "£": "pond"},
}
_NUMBER: Final = re.compile(
    r"(?P<before>[$€£])?(?P<number>\d+(?:[.,\u00a0\u202f']\d{3})*(?:[.,]\d+)?)(?P<ordinal>st|nd|rd|th|er|ere|eme|º|ª)?(?P<after>[$€£])?",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"[.,\u00a0\u202f'](?=\d{3}(?:\D|$))")
_ONE: Final = {"dollars": "dollar", "euros": "euro", "pounds": "pound"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is compared, and the written word that it belongs to."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class HeardToken:
    """One recognised word, or its share of one, as it is compared."""

    text: str
    start: Fraction
    end: Fraction
    confidence: Fraction


def line_tokens(line: str, language: str) -> tuple[Token, ...]:
    """The words of a line in the order in which they are said; none for a line without letters and digits."""
    return tuple(Token(text, place) for place, written in enumerate(line.split()) for text in said(written, language))


def heard_tokens(words: Sequence[Word], language: str) -> tuple[HeardToken, ...]:
    """The same of recognised words; what one word says in several shares its time."""
    return tuple(token for word in words for token in _shares(word, said(word.text, language)))


def said(written: str, language: str) -> tuple[str, ...]:
    """What is said for one written word."""
    texts: list[str] = []
    at = 0
    for found in _NUMBER.finditer(written):
        texts += _words(written[at : found.start()], language)
        texts += _number(found, language)
        at = found.end()
    return tuple(texts + _words(written[at:], language))


def _words(written: str, language: str) -> list[str]:
    signs = _SIGNS.get(language, {})
    texts: list[str] = []
    for part in re.split(f"([{re.escape(''.join(signs))}])", written) if signs else [written]:
        texts += signs[part].split() if part in signs else spelled_alike(part, language)
    return texts


def _number(found: re.Match[str], language: str) -> Iterator[str]:
    written = found["number"]
    digits = _decimal(written, language)
    money = found["before"] or found["after"]
    plain = digits == written and not money
    for word in number_words(digits, language, ordinal=bool(found["ordinal"]) and "." not in digits, plain=plain):
        yield from spelled_alike(word, language)
    if money and (name := _MONEY.get(language, {}).get(money)):
        yield _ONE.get(name, name) if digits == "1" else name


def _decimal(written: str, language: str) -> str:
    """With a point before its decimals and nothing between its thousands."""
    if language == "en":
        return written.replace(",", "").replace("'", "").replace("\u00a0", "").replace("\u202f", "")
    return _GROUPED.sub("", written).replace(",", ".")


def _shares(word: Word, texts: Sequence[str]) -> Iterator[HeardToken]:
    each = (word.end - word.start) / max(len(texts), 1)
    for at, text in enumerate(texts):
        start = word.start + at * each
        yield HeardToken(text, start, start + each, word.confidence)
