"""What nobody can know before footage was heard, guessed on the short, the likely and the long side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Guess:
    """How long a programme becomes."""

    words_a_minute: int
    """Of whoever says the script."""
    kept_percent: int
    """Of footage without a script: how much of it stays."""


LIKELY: Final = Guess(words_a_minute=150, kept_percent=70)
SHORT: Final = Guess(words_a_minute=190, kept_percent=40)
LONG: Final = Guess(words_a_minute=110, kept_percent=95)

RESTS_ON_WORDS: Final = "How long the programme becomes is told from the script: 150 words a minute, at most 190, at least 110."
RESTS_ON_FOOTAGE: Final = "There is no script: 70 % of the footage is taken to stay, at least 40 %, at most 95 %."
