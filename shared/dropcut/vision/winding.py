"""Marks that wander along a curve, or bounce off the edges: for a while they go one way, and the next begins where it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from dropcut.vision.areas import Area
from dropcut.vision.camera import Camera
from dropcut.vision.edges import Floats
from dropcut.vision.wandering import Wandering, going_one_way

_WHILE: Final = 16
"""Stills in which what is over all of them hardly turns."""
_STEP: Final = 8
_CLOSE: Final = 10.0
"""Points by which one while may end beside the next."""
_ALIKE: Final = 0.5
"""How much smaller one may be than another."""
_FEWEST: Final = 3
_SOME: Final = 2
_ALL_ALONG: Final = 0.6
"""Of the stills, from the first while to the last of one mark: what is filmed and moves is gone sooner."""
_SEEN_WELL: Final = 0.75
"""Of the whiles: in those that hold a turn, some of it is lost."""
_SEEN: Final = 0.6
"""Of the whiles between: in one that holds a turn, it may not be seen."""


class Winding(NamedTuple):
    """A mark that moves as it likes: where it is in each still, and how sure that is, from 0 to 1."""

    places: dict[int, Area]
    certainty: float


class _Piece(NamedTuple):
    first: int
    found: Wandering

    @property
    def last(self) -> int:
        return self.first + _WHILE - 1

    def middle(self, still: float) -> tuple[float, float]:
        """The mark's, as if it went on that way."""
        area, way, later = self.found.area, self.found.way, still - self.first
        return area.left + area.width / 2 + way.across * later, area.top + area.height / 2 + way.down * later

    def goes_on_in(self, other: _Piece) -> bool:
        """Whether that is the same mark later."""
        (width, height), (other_width, other_height) = self.found.area[2:], other.found.area[2:]
        alike = min(width, other_width) >= _ALIKE * max(width, other_width)
        alike &= min(height, other_height) >= _ALIKE * max(height, other_height)
        between, fastest = max(0, other.first - self.last), max(map(abs, (*self.found.way, *other.found.way)))
        meet = (self.last + other.first) / 2
        return alike and np.hypot(*np.subtract(self.middle(meet), other.middle(meet))) <= _CLOSE + 2 * between * fastest


def winding_in(left: Sequence[Floats], over: Callable[[Sequence[int]], Camera], pulse: Callable[[], None]) -> Iterator[Winding]:
    """The one that is there nearly all the time, in what is left of the stills; the camera is asked for by their numbers.

    Where nothing is to be seen here and there it is not looked for everywhere, which takes three times as long.
    """
    whiles = [range(first, first + _WHILE) for first in range(0, len(left) - _WHILE + 1, _STEP)]
    here_and_there = whiles[::_FEWEST]
    if len(here_and_there) < _SOME:
        return
    pieces = list(_pieces(left, here_and_there, over, pulse))
    if len(pieces) < max(_SOME, len(here_and_there) / 2):
        return
    pieces += _pieces(left, [one for one in whiles if one not in here_and_there], over, pulse)
    longest = _longest(sorted(pieces, key=lambda piece: piece.first))
    if _is_there(longest, len(left)):
        yield _joined(longest, left[0].shape)


def _is_there(chain: Sequence[_Piece], stills: int) -> bool:
    """Nearly all the time, and seen in most of it."""
    if len(chain) < _FEWEST:
        return False
    along, whiles = chain[-1].last + 1 - chain[0].first, (chain[-1].first - chain[0].first) // _STEP + 1
    return along >= _ALL_ALONG * stills and len(chain) >= _SEEN * whiles


def _pieces(
    left: Sequence[Floats], whiles: Sequence[range], over: Callable[[Sequence[int]], Camera], pulse: Callable[[], None]
) -> Iterator[_Piece]:
    for numbers in whiles:
        pulse()
        for found in going_one_way([left[number] for number in numbers], over(numbers)):
            yield _Piece(numbers.start, found)


def _longest(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Of those that are one mark, passing over what else was told."""
    chains = list[list[_Piece]]()
    for piece in pieces:
        before = [chain for chain in chains if chain[-1].first < piece.first and chain[-1].goes_on_in(piece)]
        chains.append([*max(before, key=len, default=[]), piece])
    return max(chains, key=len, default=[])


def _joined(chain: Sequence[_Piece], shape: Sequence[int]) -> Winding:
    """As large as where it is seen well; between two of them it goes straight from where it was to where it is."""
    width, height = (float(np.quantile([piece.found.area[side] for piece in chain], _SEEN_WELL)) for side in (2, 3))
    ends = [(piece, until.first - 1) for piece, until in pairwise(chain)] + [(chain[-1], chain[-1].last)]
    known = {number: piece.middle(number) for piece, end in ends for number in range(piece.first, min(piece.last, end) + 1)}
    numbers = np.arange(chain[0].first, chain[-1].last + 1)
    columns, rows = (np.interp(numbers, list(known), [middle[axis] for middle in known.values()]) for axis in (0, 1))
    places = {}
    for number, column, row in zip(numbers.tolist(), columns, rows, strict=True):
        start, top = max(0, round(column - width / 2)), max(0, round(row - height / 2))
        end, bottom = min(shape[1], round(column + width / 2)), min(shape[0], round(row + height / 2))
        if end > start and bottom > top:
            places[number] = Area(start, top, end - start, bottom - top)
    return Winding(places, float(np.mean([piece.found.certainty for piece in chain])))
