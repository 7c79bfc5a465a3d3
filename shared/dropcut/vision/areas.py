"""Parts of a picture, and which of them belong to one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle of points."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def size(self) -> int:
        """Its points."""
        return self.width * self.height

    @property
    def inside(self) -> tuple[slice, slice]:
        """As numpy takes it."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, by: int, shape: tuple[int, ...]) -> Area:
        """Larger on all sides, within a picture."""
        left, top = max(0, self.left - by), max(0, self.top - by)
        return Area(left, top, min(shape[1], self.right + by) - left, min(shape[0], self.bottom + by) - top)

    def shrunk(self, by: int) -> Area:
        """Smaller on all sides, but never gone."""
        across, down = (min(by, (side - 1) // 2) for side in (self.width, self.height))
        return Area(self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down)

    def around(self, other: Area) -> Area:
        """The smallest that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Area(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def holds(self, other: Area) -> bool:
        """Whether another is inside it."""
        return self.left <= other.left and self.top <= other.top and self.right >= other.right and self.bottom >= other.bottom


def in_lines(areas: Sequence[Area]) -> list[Area]:
    """Words of one line as one."""
    joined: list[Area] = []
    for area in sorted(areas):
        for at, other in enumerate(joined):
            if _in_one_line(area, other):
                joined[at] = other.around(area)
                break
        else:
            joined.append(area)
    return joined if len(joined) == len(areas) else in_lines(joined)


def _in_one_line(one: Area, other: Area) -> bool:
    height = min(one.height, other.height)
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = max(one.left, other.left) - min(one.right, other.right)
    above = max(one.top, other.top) - min(one.bottom, other.bottom)
    beside = common > height / 2 and apart < max(one.height, other.height)
    return beside or (apart < 0 and above < max(4, height // 4))
