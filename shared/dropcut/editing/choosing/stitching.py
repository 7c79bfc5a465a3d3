"""A line from the beginning of one take and the end of another, joined where both pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Role
from dropcut.editing.choosing.acceptance import places_of, said_places
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.takes import Take

_MOST_TAKES: Final = 8
_FEWEST_WORDS: Final = 2
_NEAR: Final = Fraction(4, 100)
_FAR: Final = Fraction(20, 100)


@dataclass(frozen=True)
class Side:
    """The words of a take that are used, by their place in it."""

    take: Take
    first: int
    last: int


@dataclass(frozen=True)
class Joint:
    """Two sides that make a whole line."""

    sides: tuple[Side, Side]

    @property
    def rank(self) -> tuple[bool, bool, tuple[int, Fraction], tuple[int, Fraction], int]:
        """The best is of one performance, in its order, late, and stays long with what was said first."""
        one, other = (side.take for side in self.sides)
        return one.reel == other.reel, one.place < other.place, other.place, one.place, self.sides[0].last


def best_joint(evidence: Evidence, takes: Sequence[Take]) -> Joint | None:
    """None when no two takes hold all of the line, or when they pause nowhere together."""
    latest = sorted(takes, key=lambda take: take.place)[-_MOST_TAKES:]
    joints = [joint for one in latest for other in latest if one is not other for joint in _joints(evidence, one, other)]
    return max(joints, key=lambda joint: joint.rank, default=None)


def _joints(evidence: Evidence, one: Take, other: Take) -> Iterator[Joint]:
    places = places_of(one)
    if places != places_of(other):
        return
    begins, ends = said_places(one), said_places(other)
    for count in range(1, len(places)):
        if begins.issuperset(places[:count]) and ends.issuperset(places[count:]):
            last = max(at for at, word in enumerate(one.words) if word.role is Role.SAID and word.place == places[count - 1])
            first = min(at for at, word in enumerate(other.words) if word.role is Role.SAID and word.place == places[count])
            sides = (Side(one, _first_said(one), last), Side(other, first, _last_said(other)))
            if _is_usable(sides) and _ends_quietly(evidence, one, last) and _begins_quietly(evidence, other, first):
                yield Joint(sides)


def _is_usable(sides: tuple[Side, Side]) -> bool:
    return all(side.last - side.first + 1 >= _FEWEST_WORDS for side in sides)


def _first_said(take: Take) -> int:
    return next(at for at, word in enumerate(take.words) if word.role is Role.SAID)


def _last_said(take: Take) -> int:
    return max(at for at, word in enumerate(take.words) if word.role is Role.SAID)


def _ends_quietly(evidence: Evidence, take: Take, last: int) -> bool:
    end = take.words[last].end
    far = take.words[last + 1].start if last + 1 < len(take.words) else end + _FAR
    return bool(evidence.by_clip[take.clip].sounding.gaps_between(end - _NEAR, far + _NEAR))


def _begins_quietly(evidence: Evidence, take: Take, first: int) -> bool:
    start = take.words[first].start
    far = take.words[first - 1].end if first else start - _FAR
    return bool(evidence.by_clip[take.clip].sounding.gaps_between(far - _NEAR, start + _NEAR))
