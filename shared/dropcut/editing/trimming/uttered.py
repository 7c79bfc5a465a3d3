"""The words of a take, as trimming sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dropcut.domain.speech import Role


@dataclass(frozen=True, slots=True)
class Uttered:
    """One word of a take, in the clip's own time."""

    text: str
    start: Fraction
    end: Fraction
    confidence: float
    role: Role
    place: int | None


@dataclass(frozen=True)
class Utterance:
    """All that was said from a take's first word to its last, and the words nearest to it, as far as they are known."""

    words: Sequence[Uttered]
    before: Fraction | None = None
    """Where the word before it ends."""
    after: Fraction | None = None
    """Where the word after it starts."""
