"""Marks that the drop's own `logos/` show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.marks import MarkKind
from dropcut.media.pixels import opaque
from dropcut.vision.album import Album
from dropcut.vision.areas import Area
from dropcut.vision.edges import Gray, Mask
from dropcut.vision.stacks import Stack
from dropcut.vision.suspects import Suspect, overlap
from dropcut.vision.templates import AT_ONCE, LASTING, Match, edges_of, match

_LOOKED_AT: Final = 8
_SAME_PLACE: Final = 0.5
_LEAST: Final = (LASTING, 0.75)
"""How alike a logo, and what is inside it, must be to what lasts: some letters are much like any others."""
_ALONE: Final = 0.86
"""How alike one still must be where no other shows it there: a coin that goes by is a round logo, nearly."""
_SURE: Final = 0.9
_OF_ITSELF: Final = 0.3
"""Of a logo's edges: with fewer inside, its outline is what it is known by."""
_SOLID: Final = 0.95
"""Of what covers most: what covers less is the soft edge of something."""
_SEEN: Final = 16
"""Levels that are seen, of brightness and of what covers what is behind."""


class Logo(NamedTuple):
    """A logo's file name, and what it may look like."""

    name: str
    shapes: tuple[Gray, ...]


def shapes_of(pixels: NDArray[np.uint8]) -> tuple[Gray, ...]:
    """A logo as it looks on what sets it off; and without its outline, for what it lies over may be as bright as it is.

    Nothing where there is but one colour.
    """
    drawn = pixels[..., 3] > _SEEN
    if not drawn.any():
        return ()
    outlined, pixels = _trimmed(_gray(opaque(pixels))), pixels[_bounds(drawn)]
    solid = pixels[..., 3] > _SOLID * int(pixels[..., 3].max())
    if outlined is None or solid.all():
        return () if outlined is None else (outlined,)
    inner = _filled(_gray(pixels[..., :3]), solid)
    return (outlined, inner) if _busy(inner) > _OF_ITSELF * _busy(outlined) else (outlined,)


def _busy(logo: Gray) -> float:
    return float(np.square(edges_of(logo)).sum())


def _gray(pixels: NDArray[np.uint8]) -> Gray:
    import cv2

    return np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY), np.uint8)


def _trimmed(logo: Gray) -> Gray | None:
    """Without the plain margin around it; None where there is nothing but margin."""
    drawn = np.abs(logo.astype(np.int16) - int(logo[0, 0])) > _SEEN
    if not drawn.any():
        return None
    inside = logo[_bounds(drawn)]
    margin = max(1, min(inside.shape) // 16)
    return np.pad(inside, margin, constant_values=int(logo[0, 0]))


def _filled(logo: Gray, solid: Mask) -> Gray:
    """What is transparent, or partly so, is as bright as what is near."""
    import cv2

    _, nearest = cv2.distanceTransformWithLabels(
        (~solid).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    bright = np.zeros(int(nearest.max()) + 1, np.uint8)
    bright[nearest[solid]] = logo[solid]
    return np.asarray(bright[nearest], np.uint8)


def _bounds(some: Mask) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(some.any(axis=1)), np.flatnonzero(some.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def own_logos(album: Album, logos: Sequence[Logo], stack: Stack) -> Iterator[Suspect]:
    """Each where it lasts, and where some still shows it."""
    some = album.spread(_LOOKED_AT)
    edges = {number: edges_of(album.gray(number)) for number in some}
    for logo in logos:
        lasting = _best(match(stack.lasting, shape, least) for shape, least in zip(logo.shapes, _LEAST, strict=False))
        if lasting:
            yield Suspect(MarkKind.LOGO, dict.fromkeys(range(len(album)), lasting.area), _sure(lasting.alike), logo.name)
        shown = {number: _best(match(edges[number], shape, AT_ONCE) for shape in logo.shapes) for number in some}
        seen = {number: found for number, found in shown.items() if found}
        for areas in _places({number: found.area for number, found in seen.items()}):
            alike = max(seen[number].alike for number in areas)
            if len(areas) > 1 or alike > _ALONE:
                yield Suspect(MarkKind.LOGO, areas, _sure(alike), logo.name)


def _best(found: Iterable[Match | None]) -> Match | None:
    return max(filter(None, found), key=lambda each: each.alike, default=None)


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
