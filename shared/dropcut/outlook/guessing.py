"""What nobody can know before footage was heard, guessed on the short, the likely and the long side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.habits import Expectation, Habits
from dropcut.domain.wording import count_of
from dropcut.ports.outlook import Side

_MINUTE: Final = 60_000


@dataclass(frozen=True)
class Guess:
    """How long a programme becomes."""

    millis_a_word: Fraction
    """Of its script."""
    share_kept: Fraction
    """Of footage without a script."""


def guess(habits: Habits, side: Side) -> Guess:
    """As programmes became here, or elsewhere where none was made."""
    return Guess(_on(side, habits.millis_a_word), min(Fraction(1), _on(side, habits.share_kept)))


def rests_on_words(habits: Habits) -> str:
    """The sentence for a person."""
    expected = habits.millis_a_word
    most, likely, least = (round(_MINUTE / each) for each in (expected.low, expected.likely, expected.high))
    return (
        f"How long the programme becomes is told from the script: {likely} words a minute, at most {most}, at least {least}"
        f"{_learned(expected)}."
    )


def rests_on_footage(habits: Habits) -> str:
    """The sentence for a person."""
    expected = habits.share_kept
    least, likely, most = (round(100 * min(Fraction(1), each)) for each in (expected.low, expected.likely, expected.high))
    return (
        f"There is no script: {likely} % of the footage is taken to stay, at least {least} %, at most {most} %"
        f"{_learned(expected)}."
    )


def _learned(expected: Expectation) -> str:
    if not expected.measured:
        return ""
    return f", as in {count_of(expected.measured, 'programme')} made here"


def _on(side: Side, expected: Expectation) -> Fraction:
    return {Side.SHORT: expected.low, Side.LIKELY: expected.likely, Side.LONG: expected.high}[side]
