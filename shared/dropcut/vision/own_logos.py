"""Marks that the drop's own `logos/` show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dropcut.domain.marks import MarkKind
from dropcut.vision.album import Album
from dropcut.vision.areas import Area
from dropcut.vision.edges import Gray
from dropcut.vision.stacks import Stack
from dropcut.vision.suspects import Suspect, overlap
from dropcut.vision.templates import AT_ONCE, LASTING, edges_of, match

_LOOKED_AT: Final = 8
_SAME_PLACE: Final = 0.5
_SURE: Final = 0.9


class Logo(NamedTuple):
    """A logo's file name, and its shape."""

    name: str
    shape: Gray


def own_logos(album: Album, logos: Sequence[Logo], stack: Stack) -> Iterator[Suspect]:
    """Each where it lasts, and where some still shows it."""
    some = album.spread(_LOOKED_AT)
    edges = {number: edges_of(album.gray(number)) for number in some}
    for logo in logos:
        lasting = match(stack.lasting, logo.shape, LASTING)
        if lasting:
            yield Suspect(MarkKind.LOGO, dict.fromkeys(range(len(album)), lasting.area), _sure(lasting.alike), logo.name)
        seen = {number: found for number in some if (found := match(edges[number], logo.shape, AT_ONCE))}
        for areas in _places({number: found.area for number, found in seen.items()}):
            alike = max(seen[number].alike for number in areas)
            yield Suspect(MarkKind.LOGO, areas, _sure(alike), logo.name)


def _sure(alike: float) -> float:
    return min(1.0, alike / _SURE)


def _places(areas: dict[int, Area]) -> list[dict[int, Area]]:
    """Those at one place together."""
    places: list[dict[int, Area]] = []
    for number, area in areas.items():
        near = next((place for place in places if overlap(next(iter(place.values())), area) > _SAME_PLACE), None)
        if near is None:
            places.append({number: area})
        else:
            near[number] = next(iter(near.values()))
    return places
