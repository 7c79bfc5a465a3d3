"""Whether a take can stand for its line at all. A false start never can, however good it sounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import takewhile
from typing import Final

from dropcut.domain.speech import Role
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.takes import Take

_ENOUGH: Final = Fraction(3, 4)
_LONGEST_HOLE: Final = 2
_SMALL_WORD: Final = 4
_MOST_SWALLOWED: Final = 2
_BEFORE: Final = Fraction(25, 100)
_SAID_BEFORE: Final = Fraction(6, 100)


def is_acceptable(evidence: Evidence, take: Take, written: Sequence[str]) -> bool:
    """Whether it begins with the line's beginning, ends with its end and holds nearly all between."""
    if take.tried.whole:
        return True
    places, missed = places_of(take), set(take.tried.misses)
    if places[-1] in missed or take.tried.coverage < _ENOUGH or _longest_hole(places, missed) > _LONGEST_HOLE:
        return False
    return places[0] not in missed or _is_only_swallowed(evidence, take, written, places)


def places_of(take: Take) -> list[int]:
    """The written words of the line that can be said."""
    return sorted({word.place for word in take.words if word.place is not None} | set(take.tried.misses))


def said_places(take: Take) -> set[int]:
    """Those that were said in full."""
    return {word.place for word in take.words if word.role is Role.SAID and word.place is not None} - set(take.tried.misses)


def _longest_hole(places: Sequence[int], missed: set[int]) -> int:
    longest = hole = 0
    for place in places:
        hole = hole + 1 if place in missed else 0
        longest = max(longest, hole)
    return longest


def _is_only_swallowed(evidence: Evidence, take: Take, written: Sequence[str], places: Sequence[int]) -> bool:
    """A small first word, or two, is often said and not recognised: then there is a voice just before the rest."""
    missed = list(takewhile(lambda place: place in take.tried.misses, places))
    small = all(len(written[place].strip(".,:;!?\"'")) <= _SMALL_WORD for place in missed)
    if not small or len(missed) > _MOST_SWALLOWED:
        return False
    start = take.words[0].start
    heard = evidence.by_clip[take.clip].sounding.spoken(start - _BEFORE * len(missed), start)
    return heard >= _SAID_BEFORE * len(missed)
