"""Words of strangers made harmless, and how wide they stand."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional, category, combining, east_asian_width

_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Left open, one of these turns round what stands after it."""
_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS: Final = frozenset({"Cf", "Me", "Mn"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
BREAKER: Final = "\u2060"
"""The word joiner: seen by nobody, it parts two characters that mean something together."""


def clean(text: str) -> str:
    """On one row, without what cannot be seen or turns the direction of what follows."""
    shown = ("" if character in _TURNING else _spaced(character) for character in text)
    return " ".join(word for word in "".join(shown).split() if cells(word))


def _spaced(character: str) -> str:
    return " " if character.isspace() or category(character) in _UNSEEN else character


def cells(text: str) -> int:
    """How wide a text stands: a Chinese, Japanese or Korean character takes two cells, an accent none."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if combining(character) or category(character) in _JOINERS:
        return 0
    return 2 if is_wide(character) else 1


def is_wide(character: str) -> bool:
    """Whether it takes two cells; between such characters a row may end without a space."""
    return east_asian_width(character) in {"W", "F"}


def right_to_left(text: str) -> bool:
    """Whether it begins at the right: by its first character that has a direction."""
    strong = (direction for character in text if (direction := bidirectional(character)) in {"L", "R", "AL"})
    return next(strong, "L") in _RIGHT_TO_LEFT
