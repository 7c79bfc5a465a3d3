"""Text as it is compared and shown: single spaces, nothing invisible, every visible character kept as written."""

from __future__ import annotations

from re import compile as pattern
from typing import Final

from dropcut.domain.wording import printable

_CONTROLS: Final = (code for code in range(0xA0) if not chr(code).isprintable() and not chr(code).isspace())
_SOFT_HYPHEN: Final = 0xAD
_DIRECTION: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn the writing direction: unbalanced, they would turn a whole caption or report round."""
_WIDTHLESS: Final = (0x200B, 0x2060, 0xFEFF)
_LONGEST: Final = 60
_ESCAPED: Final = pattern(r"\\([\"\\])")
_INVISIBLE: Final = dict.fromkeys((*_CONTROLS, _SOFT_HYPHEN, *_DIRECTION, *_WIDTHLESS))


def tidy(text: str) -> str:
    """`text` on one row: every run of white space one space, none at the ends, and no invisible marks.

    The joiners that Persian, Indic scripts and emoji are spelled with stay.
    """
    return " ".join(text.translate(_INVISIBLE).split())


def can_be_said(text: str) -> bool:
    """Whether there is a letter or a digit in it. A row of dashes, dots or stars says nothing."""
    return any(character.isalnum() for character in text)


def shortened(text: str) -> str:
    """Words of the script as a sentence for people repeats them: one row, as they are written, and not all of many."""
    shown = printable(text[: _LONGEST * 4])
    shown = _ESCAPED.sub(r"\1", shown)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1].rstrip()}…"
