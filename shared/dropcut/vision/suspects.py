"""What may be a mark, before it is told: where it is, still by still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, pairwise
from operator import attrgetter
from statistics import median_low
from typing import Final

from dropcut.domain.marks import Box, MarkKind, Sighting
from dropcut.vision.album import Album
from dropcut.vision.areas import Area

_SAME: Final = 0.35
_PLACES: Final = 10_000
_HOLE: Final = 3
_STATIONS: Final = 12


@dataclass(frozen=True)
class Suspect:
    """A mark as it was found."""

    kind: MarkKind
    areas: dict[int, Area]
    """Where it was seen, by the number of the still."""
    certainty: float
    name: str = ""

    @property
    def clearest(self) -> int:
        """The still in the middle of those that show it."""
        numbers = sorted(self.areas)
        return numbers[len(numbers) // 2]

    @property
    def area(self) -> Area:
        """Where it is in that one."""
        return self.areas[self.clearest]


def overlap(one: Area, other: Area) -> float:
    """Of what two areas cover together, how much both cover."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    common = max(0, across) * max(0, down)
    return common / (one.width * one.height + other.width * other.height - common)


def distinct(suspects: Iterable[Suspect]) -> list[Suspect]:
    """What is at one place once, as sure as the surest says; a name that one of them has stays."""
    places: list[list[Suspect]] = []
    for suspect in sorted(suspects, key=lambda each: (not each.name, -each.certainty)):
        there = next((place for place in places if _same(suspect, place[0])), None)
        if there is None:
            places.append([suspect])
        elif MarkKind.MOVING not in (there[0].kind, suspect.kind):
            there.append(suspect)
    return sorted(map(_as_one, places), key=lambda each: -each.certainty)


def _as_one(place: Sequence[Suspect]) -> Suspect:
    """Where most stills tell that it is: in few, what is filmed beside a mark seems as steady by chance."""
    surest = place[0]
    if len(place) == 1:
        return surest
    alike = [surest] if surest.name else [each for each in place if overlap(each.area, surest.area) > _SAME]
    longest, numbers = max(alike, key=lambda each: len(each.areas)), chain.from_iterable(each.areas for each in place)
    return replace(surest, kind=longest.kind, areas=dict.fromkeys(numbers, _middle(alike)))


def _middle(alike: Sequence[Suspect]) -> Area:
    """Side by side, what half of all stills say at least."""
    left, top, right, bottom = (
        median_low([side(each.area) for each in alike for _ in each.areas])
        for side in (attrgetter("left"), attrgetter("top"), attrgetter("right"), attrgetter("bottom"))
    )
    return Area(left, top, right - left, bottom - top)


def _same(one: Suspect, other: Suspect) -> bool:
    if one.name and other.name and one.name != other.name:
        return False
    return overlap(one.area, other.area) > _SAME or _within(one.area, other.area) or _within(other.area, one.area)


def _within(one: Area, other: Area) -> bool:
    grown = other.grown(2, (10**6, 10**6))
    return grown.left <= one.left and grown.top <= one.top and grown.right >= one.right and grown.bottom >= one.bottom


def box_of(area: Area, shape: Sequence[int]) -> Box:
    """As shares of the picture."""
    left, top = (_share(at, side) for at, side in ((area.left, shape[1]), (area.top, shape[0])))
    width, height = (_share(at, side) for at, side in ((area.width, shape[1]), (area.height, shape[0])))
    return Box(x=left, y=top, width=min(width, 1 - left), height=min(height, 1 - top))


def _share(part: int, whole: int) -> Fraction:
    return Fraction(round(Fraction(part * _PLACES, whole)), _PLACES)


def sightings(suspect: Suspect, album: Album, shape: Sequence[int]) -> tuple[Sighting, ...]:
    """Stretches of stills that show it; of what moves, a few along its way."""
    numbers = sorted(suspect.areas)
    runs = _along(numbers) if suspect.kind is MarkKind.MOVING else _unbroken(numbers)
    return tuple(
        Sighting(start=album.at(run[0]), end=album.until(run[-1]), box=box_of(suspect.areas[run[len(run) // 2]], shape))
        for run in runs
    )


def _along(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    length = -(-len(numbers) // _STATIONS)
    return (numbers[first : first + length] for first in range(0, len(numbers), length))


def _unbroken(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Where a still or two between them do not show it, it was there all the same."""
    breaks = [at for at in range(1, len(numbers)) if numbers[at] - numbers[at - 1] > _HOLE]
    return (numbers[first:end] for first, end in pairwise((0, *breaks, len(numbers))))
