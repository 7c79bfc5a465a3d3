"""Marks by what persists: over the whole clip, and over stretches of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial, reduce
from itertools import chain, pairwise
from typing import Final

from dropcut.domain.marks import MarkKind
from dropcut.vision.album import Album
from dropcut.vision.areas import Area
from dropcut.vision.camera import Camera, Moved, camera_along, halved, moved
from dropcut.vision.edges import Floats, Gray, Mask, slopes_of
from dropcut.vision.figures import with_figures
from dropcut.vision.overlays import lasting_edges, overlays_in
from dropcut.vision.plates import plate_around
from dropcut.vision.residues import residues
from dropcut.vision.stacks import Stack, Sums
from dropcut.vision.suspects import Suspect
from dropcut.vision.wandering import Wandering, going_one_way
from dropcut.vision.wholes import whole_of
from dropcut.vision.winding import winding_in

MOST: Final = 96
"""Stills of one stack."""
_PORTION: Final = 16
_WINDOW: Final = 2 * _PORTION
_THERE: Final = 0.4
"""A still that has so much of what lasts shows the mark."""
_LONG_S: Final = 6
"""In a shorter clip nothing wanders far enough to be told from what is filmed."""


class Portions:
    """A clip's stills, a few at a time, and what they add up to: windows over one another share them."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self.sums = lru_cache(MOST // _PORTION)(self._sums)

    def whole(self) -> Stack:
        """Of stills that are spread over all of the clip."""
        if len(self._album) > MOST:
            return Stack.of(self._album.grays(self._album.spread(MOST)))
        return Stack.told_by(reduce(Sums.joined, map(self.sums, range(0, len(self._album), _PORTION))))

    def windows(self) -> Iterator[tuple[range, Stack]]:
        """Stretches of the clip, each half over the one before; none where the clip is hardly longer than one."""
        if len(self._album) > _WINDOW + _PORTION:
            for first in range(0, len(self._album) - _PORTION, _PORTION):
                sums = self.sums(first).joined(self.sums(first + _PORTION))
                yield range(first, first + sums.count), Stack.told_by(sums)

    def _sums(self, first: int) -> Sums:
        return Sums.of(self._album.grays(range(first, min(len(self._album), first + _PORTION))))


class Filming:
    """How a clip's camera moved: from one still to another it is told once, and once it is asked for."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self._moved = cache(self._told)

    def over(self, numbers: Sequence[int]) -> Camera:
        """Its way through these stills."""
        return camera_along(self._moved(before, number) for before, number in pairwise(numbers))

    def _told(self, before: int, number: int) -> Moved | None:
        one, other = (halved(still) for still in self._album.grays((before, number)))
        return moved(one, other)


def persisting(album: Album, portions: Portions, whole: Stack, pulse: Callable[[], None]) -> Iterator[Suspect]:
    """Marks that stand still, or go one way slowly, while the picture behind them changes."""
    filming = Filming(album)
    for numbers, stack in chain([(album.spread(MOST), whole)], portions.windows()):
        pulse()
        stills = list(album.grays(numbers))
        for overlaid in overlays_in(stack, cache(partial(filming.over, numbers))):
            area, counts = _told(stack, overlaid.area)
            kind = MarkKind.TIMECODE if counts else MarkKind.OVERLAY
            areas = _where(stack, area, numbers, stills)
            if areas:
                yield Suspect(kind, areas, overlaid.certainty)
    yield from _wandering(album, filming, pulse)


def _told(stack: Stack, area: Area) -> tuple[Area, bool]:
    """The whole of a mark, and whether it is figures that count: on a plate, if there is one, else as far as figures reach."""
    whole = whole_of(stack, area)
    wider, counts = with_figures(stack, whole)
    return plate_around(stack, whole) or wider, counts


def _where(stack: Stack, area: Area, numbers: Sequence[int], stills: Sequence[Gray]) -> dict[int, Area]:
    """The stills that show what lasts at a place."""
    mask = lasting_edges(stack)[area.inside]
    return {number: area for number, still in zip(numbers, stills, strict=True) if _there(stack, area, mask, still) > _THERE}


def _there(stack: Stack, area: Area, mask: Mask, still: Gray) -> float:
    grown = area.grown(2, still.shape)
    across, down = slopes_of(still[grown.inside])
    inside = Area(area.left - grown.left, area.top - grown.top, area.width, area.height).inside
    usual: tuple[Floats, Floats] = stack.across[area.inside], stack.down[area.inside]
    common = (across[inside] * usual[0] + down[inside] * usual[1])[mask].sum()
    return float(common / ((usual[0] ** 2 + usual[1] ** 2)[mask].sum() + 1))


def _wandering(album: Album, filming: Filming, pulse: Callable[[], None]) -> Iterator[Suspect]:
    if album.until(len(album) - 1) - album.at(0) < _LONG_S:
        return
    numbers = range(min(len(album), MOST))
    pulse()
    stills = list(album.grays(numbers))
    camera = filming.over(numbers)
    left = list(residues(camera, stills))
    straight = going_one_way(left, camera)
    for found in straight:
        yield Suspect(MarkKind.MOVING, _along(found, numbers, stills[0].shape), found.certainty)
    if not straight:
        for one in winding_in(left, filming.over, pulse):
            yield Suspect(MarkKind.MOVING, one.places, one.certainty)


def _along(found: Wandering, numbers: Sequence[int], shape: Sequence[int]) -> dict[int, Area]:
    """Where it is in each still, as long as it is inside."""
    area, way = found.area, found.way
    places = {
        number: Area(round(area.left + way.across * number), round(area.top + way.down * number), area.width, area.height)
        for number in numbers
    }
    return {
        number: at
        for number, at in places.items()
        if at.left >= 0 and at.top >= 0 and at.right <= shape[1] and at.bottom <= shape[0]
    }
