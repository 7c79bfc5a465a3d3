"""What counts as a word when text is searched: without capitals and accents, and in scripts without spaces every sign.

The same rule cuts what is kept and what is asked, so that both meet. An index made by one `RULES` is never asked by another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category, normalize

RULES: Final = 1
"""Raise it whenever the same text would give other words."""
APOSTROPHES: Final = "'’ʼ‘`＇ʹ"
_LONGEST: Final = 64
_PLAIN: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"})
_ACCENTS: Final = (
    (0x0300, 0x036F),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE2F),
)
"""Marks without which a word is the same word to whoever types it. The vowels of Indian scripts are none of these."""
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)
"""Thai to Khmer, Chinese, Japanese, and Korean, whose words carry endings: there every sign is a word of its own."""


class Word(NamedTuple):
    """A word as it is compared, and where it stands in the text."""

    folded: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    start = 0
    while start < len(text):
        end = _end(text, start)
        if end == start:
            start += 1
            continue
        folded = _folded(text[start:end])
        if folded:
            yield Word(folded, start, end)
        start = end


def folded(text: str) -> str:
    """The words of a text with a space between each, as they are kept."""
    return " ".join(word.folded for word in words_of(text))


def _end(text: str, start: int) -> int:
    """Where the word that begins here ends; `start` itself where none begins."""
    if not _in_word(text[start]):
        return start
    end = start + 1
    alone = _is_alone(text[start])
    while end < len(text) and _in_word(text[end]) and end - start < _LONGEST:
        mark = category(text[end])[0] == "M"
        if not mark and (alone or _is_alone(text[end])):
            break
        end += 1
    return end


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = "".join(sign for sign in normalize("NFKD", word).casefold() if not _within(sign, _ACCENTS))
    whole = normalize("NFKC", bare).casefold().translate(_PLAIN)
    return "".join(sign for sign in whole if _in_word(sign))


@lru_cache(maxsize=1 << 14)
def _in_word(sign: str) -> bool:
    return sign not in APOSTROPHES and category(sign)[0] in "LNM"


@lru_cache(maxsize=1 << 14)
def _is_alone(sign: str) -> bool:
    return _within(sign, _UNSPACED)


def _within(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(sign)
    return any(first <= code <= last for first, last in ranges)
