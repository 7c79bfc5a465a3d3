"""What is good and bad about a try, in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Protocol

from dropcut.domain.speech import Role, Try
from dropcut.domain.wording import count_of

_DOUBTFUL: Final = Fraction(8, 10)
_NAMED: Final = 3


class Placed(Protocol):
    """A word of a line, and which written word it belongs to."""

    @property
    def text(self) -> str:
        """As it is compared."""

    @property
    def place(self) -> int:
        """Counted from 0."""


def reason_for(found: Try, line: Sequence[Placed]) -> str:
    """One row: how much of the line was said, then what stands in the way of using it."""
    parts = [_extent(found, line), *_troubles(found)]
    return "; ".join(part for part in parts if part)


def _extent(found: Try, line: Sequence[Placed]) -> str:
    if not found.misses:
        return "the whole line"
    places = sorted({word.place for word in line})
    said = [place for place in places if place not in found.misses]
    if not said:
        return "parts of words of the line"
    if list(found.misses) == [place for place in places if place > said[-1]]:
        return f"stops after {_text(line, said[-1])}"
    if list(found.misses) == [place for place in places if place < said[0]]:
        return f"starts only at {_text(line, said[0])}"
    named = ", ".join(_text(line, place) for place in found.misses[:_NAMED])
    return f"without {named}{' and more' if len(found.misses) > _NAMED else ''}"


def _text(line: Sequence[Placed], place: int) -> str:
    return f'"{" ".join(word.text for word in line if word.place == place)}"'


def _troubles(found: Try) -> list[str]:
    fillers = ", ".join(one.word.text for one in found.said if one.role is Role.FILLER)
    return [
        f"{count_of(found.fillers, 'filler')} ({fillers})" if found.fillers else "",
        f"goes back {count_of(found.restarts, 'time')}" if found.restarts else "",
        f"{count_of(found.insertions, 'other word')} in it" if found.insertions else "",
        "hard to hear" if found.confidence < _DOUBTFUL else "",
    ]
