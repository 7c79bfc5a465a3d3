"""How much of a stranger's settings is read."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

BYTES: Final = 64 * 1024
DEPTH: Final = 2
"""The file is a list of settings; a setting may be a list or a table; nothing lies deeper."""
WORDS: Final = 500
"""In one list or table."""
CHARACTERS: Final = 200
"""Of one value."""
LONGEST_PAUSE: Final = Fraction(60)
FASTEST: Final = Fraction(240)
"""Frames a second."""
