"""How a large picture is cut into tiles of one size that overlap, so that what is made of each fits together.

The picture is first continued at its edges by its own mirror image, as the networks' makers do it: a network pads with
black, which would show.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isqrt
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.ports.sharpening import Picture

EDGE: Final = 10
"""Pixels of mirror image around a picture."""
_LEAST_KEPT: Final = 8
"""Of a tile that gives less, all but nothing is overlap."""


class Stretch(NamedTuple):
    """Along one side of a picture, from one pixel to before another."""

    first: int
    end: int


class Span(NamedTuple):
    """Along one side: what a tile sees of the continued picture, and which part of the picture it gives."""

    seen: Stretch
    kept: Stretch


class Tile(NamedTuple):
    """One tile of a picture."""

    down: Span
    across: Span

    @property
    def pixels(self) -> int:
        """How many it sees."""
        return (self.down.seen.end - self.down.seen.first) * (self.across.seen.end - self.across.seen.first)

    def seen_of(self, wider: Picture) -> Picture:
        """What it sees of a continued picture."""
        return wider[slice(*self.down.seen), slice(*self.across.seen)]

    def put(self, answer: NDArray[np.generic], whole: NDArray[np.generic], scale: int) -> None:
        """Put the part that it gives into the whole."""
        kept = (slice(span.kept.first * scale, span.kept.end * scale) for span in self)
        inner = (slice(*((at + EDGE - span.seen.first) * scale for at in span.kept)) for span in self)
        whole[tuple(kept)] = answer[tuple(inner)]


@dataclass(frozen=True)
class Cutting:
    """What a network asks of its tiles."""

    overlap: int
    multiple: int = 1
    """Sides of tiles, and where they begin, are multiples of this."""
    grid: int = 1
    """Where tiles begin is a multiple of this too; their sides need not be."""

    @property
    def least(self) -> int:
        """Pixels of the smallest tile that is of use."""
        return _rounded(2 * (self.overlap + self._step) + _LEAST_KEPT, self.multiple) ** 2

    @property
    def _step(self) -> int:
        return max(self.multiple, self.grid)

    def tiles(self, down: Stretch, across: Stretch, wider: tuple[int, int], pixels: int) -> tuple[Tile, ...]:
        """Tiles of about one size, of at most about `pixels`, that give an area of a picture, each of its pixels once.

        One tile, where that is enough. `wider` is the size of the continued picture.
        """
        most_high = min(wider[0], max(isqrt(pixels), pixels // wider[1]))
        most_wide = min(wider[1], pixels // most_high)
        rows, columns = self._spans(down, wider[0], most_high), self._spans(across, wider[1], most_wide)
        return tuple(Tile(row, column) for row in rows for column in columns)

    def _spans(self, area: Stretch, whole: int, most: int) -> tuple[Span, ...]:
        if most >= whole:
            return (Span(Stretch(0, whole), area),)
        side = area.end - area.first
        count = -(-side // max(_LEAST_KEPT, most - 2 * (self.overlap + self._step)))
        seen = min(whole, _rounded(-(-side // count) + 2 * self.overlap + self._step - 1, self.multiple))
        edges = [area.first + side * at // count for at in range(count + 1)]
        return tuple(self._span(Stretch(*pair), seen, whole) for pair in pairwise(edges))

    def _span(self, kept: Stretch, seen: int, whole: int) -> Span:
        begin = min(max(0, kept.first + EDGE - self.overlap), whole - seen)
        begin -= begin % self._step
        end = begin + seen
        return Span(Stretch(begin, whole if whole - end < self._step else end), kept)


def continued(picture: Picture, multiple: int) -> Picture:
    """A picture with its mirror image around it, its sides multiples of `multiple`."""
    high, wide, colours = picture.shape
    rows, columns = _mirrored(high, multiple), _mirrored(wide, multiple)
    wider: Picture = np.empty((len(rows), len(columns), colours), picture.dtype)
    inner, across = slice(EDGE, EDGE + high), np.r_[:EDGE, EDGE + wide : len(columns)]
    wider[inner, EDGE : EDGE + wide] = picture
    wider[inner, across] = picture[:, columns[across]]
    down = np.r_[:EDGE, EDGE + high : len(rows)]
    wider[down] = wider[rows[down] + EDGE]
    return wider


def _mirrored(side: int, multiple: int) -> NDArray[np.intp]:
    after = _rounded(side + 2 * EDGE, multiple) - side - EDGE
    return np.pad(np.arange(side), (EDGE, after), mode="reflect" if side > 1 else "edge")


def _rounded(length: int, multiple: int) -> int:
    return -(-length // multiple) * multiple
