"""Dissolves: one shot is mixed into the next, frame by frame a little more of it.

Halfway between two shots, a mixture lies on the straight line from one to the other, and, as their details have nothing
to do with one another, it has fewer details than either. A moving camera leaves that line, and keeps its details.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.scenes import Boundary
from dropcut.vision.found import Change, Evidence
from dropcut.vision.likeness import details_of, energy

_LENGTHS_S: Final = (0.2, 0.3, 0.4, 0.55, 0.8, 1.1, 1.6, 2.2, 3.0)
_SHORTEST: Final = 4
_ALIKE: Final = 0.45
_FEWER_DETAILS: Final = 0.8
_OFF_THE_LINE: Final = 0.25
_HALFWAY: Final = (0.25, 0.75)
_APART: Final = 60.0
"""Two pictures that differ by less, in squared levels, are one."""
_SMOOTH: Final = 4.0
_FAR_APART: Final = 120.0
"""The same where one of them has hardly any details that could be told apart."""
_MISFIT: Final = 0.15
_UNMIXED: Final = 0.16
_LESS: Final = 0.4
"""How much the amount of details counts against the way from one picture to the other."""
_NOISE: Final = 1.5
_BLOCK: Final = 1024

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class _Numbers:
    """Frames of a stretch as rows of numbers."""

    first: int
    points: Floats
    """Brightness and colour."""
    details: Floats
    energy: Floats


class _Guess(NamedTuple):
    """Perhaps a dissolve: about where, and how long."""

    middle: int
    length: int


class _Ramp(NamedTuple):
    """A dissolve, and how far it is from what one should be."""

    misfit: float
    first: int
    whole: int


def dissolves_in(seen: Evidence, cuts: Sequence[int]) -> tuple[Change, ...]:
    """Every dissolve between two cuts (of which the clip's beginning and end are two)."""
    edges = [0, *cuts, len(seen)]
    return tuple(change for first, end in pairwise(edges) for change in _within(seen, first, end))


def _within(seen: Evidence, first: int, end: int) -> Iterator[Change]:
    overlap = 2 * seen.frames(_LENGTHS_S[-1], _SHORTEST)
    over = first
    for start in range(first, end, _BLOCK):
        stretch = _numbers(seen, max(first, start - overlap), min(end, start + _BLOCK + overlap))
        for change in _of_stretch(seen, stretch):
            if start <= change.middle < start + _BLOCK and change.first >= over:
                over = change.whole
                yield change


def _numbers(seen: Evidence, first: int, end: int) -> _Numbers:
    sketches = seen.steady(first, end)
    points = np.concatenate((sketches.luma.reshape(end - first, -1), sketches.colour), axis=1).astype(np.float32)
    details = details_of(sketches, 0, end - first)
    return _Numbers(first, points, details.reshape(len(details), -1), energy(details))


def _of_stretch(seen: Evidence, stretch: _Numbers) -> Sequence[Change]:
    """Those that are nearest to what a dissolve is when looked at closely, none over another, in order."""
    ramps = {ramp for guess in _guesses(seen, stretch) if (ramp := _ramp(seen, stretch, guess))}
    found: list[_Ramp] = []
    for ramp in sorted(ramps):
        if not any(ramp.first < other.whole and other.first < ramp.whole for other in found):
            found.append(ramp)
    return [
        _change(stretch.first + ramp.first, stretch.first + ramp.whole) for ramp in sorted(found, key=lambda each: each.first)
    ]


def _change(first: int, whole: int) -> Change:
    return Change(Boundary.DISSOLVE, first, (first + whole) // 2, whole)


def _guesses(seen: Evidence, stretch: _Numbers) -> Iterator[_Guess]:
    for seconds in _LENGTHS_S:
        half = seen.frames(seconds, _SHORTEST) // 2
        middle = np.arange(half, len(stretch.points) - half, max(1, half // 4))
        if len(middle):
            yield from _guesses_of(stretch, middle, half)


def _guesses_of(stretch: _Numbers, middle: NDArray[np.intp], half: int) -> Iterator[_Guess]:
    points, details, amount = stretch.points, stretch.details, stretch.energy
    before, after = middle - half, middle + half
    common = (details[before] * details[after]).mean(axis=1)
    alike = (common + _NOISE) / (np.sqrt(amount[before] * amount[after]) + _NOISE)
    way, part = points[after] - points[before], points[middle] - points[before]
    length = (way * way).sum(axis=1)
    share = (part * way).sum(axis=1) / (length + 1)
    off = (part * part).sum(axis=1) / (length + 1) - share**2
    inside = np.clip(share, 0, 1)
    fewer = amount[middle] / ((1 - inside) * amount[before] + inside * amount[after] + _NOISE)
    apart = length / points.shape[1]
    smooth = np.minimum(amount[before], amount[after]) < _SMOOTH
    holds = ((alike < _ALIKE) & (apart > _APART)) | (smooth & (apart > _FAR_APART))
    holds &= (fewer < _FEWER_DETAILS) & (off < _OFF_THE_LINE) & (share > _HALFWAY[0]) & (share < _HALFWAY[1])
    for at in np.flatnonzero(holds):
        yield _Guess(int(middle[at]), 2 * half)


def _ramp(seen: Evidence, stretch: _Numbers, guess: _Guess) -> _Ramp | None:
    """From where to where it goes, on a closer look; None where it is no dissolve after all."""
    first, whole, misfit = _fitted(stretch, guess.middle - guess.length // 2, guess.middle + guess.length // 2)
    if misfit > _MISFIT or whole - first < _SHORTEST:
        return None
    before, after = max(0, first - 1), min(len(stretch.points) - 1, whole)
    if not seen.another(stretch.first + before, stretch.first + after, _ALIKE):
        return None
    unmixed = _unmixed(stretch, first, whole)
    misfit += _LESS * unmixed
    return _Ramp(misfit, first, whole) if misfit < _MISFIT and unmixed < _UNMIXED else None


def _unmixed(stretch: _Numbers, first: int, whole: int) -> float:
    """How far the amount of details is from that of a mixture, frame by frame."""
    before, after = max(0, first - 1), min(len(stretch.points) - 1, whole)
    amount, common = stretch.energy, float((stretch.details[before] * stretch.details[after]).mean())
    share = np.arange(1, whole - first + 1) / (whole - first + 1)
    mixed = (1 - share) ** 2 * amount[before] + 2 * share * (1 - share) * common + share**2 * amount[after]
    return float((np.abs(amount[first:whole] - mixed) / (np.maximum(amount[first:whole], mixed) + _NOISE)).mean())


def _fitted(stretch: _Numbers, first: int, whole: int) -> tuple[int, int, float]:
    """The straight rise that is nearest to how much of the next shot each frame shows."""
    points = stretch.points
    margin = max(3, (whole - first) // 3)
    before, after = max(0, first - 1), min(len(points) - 1, whole)
    low, high = max(0, first - margin), min(len(points), whole + margin + 1)
    way = points[after] - points[before]
    shares = (points[low:high] - points[before]) @ way / float(way @ way + 1)
    ends = np.arange(low, high, max(1, (high - low) // 40))
    start, stop = (each.ravel() for each in np.meshgrid(ends, ends, indexing="ij"))
    long = stop - start >= _SHORTEST
    start, stop = start[long, None], stop[long, None]
    rise = np.clip((np.arange(low, high) - start + 1) / (stop - start + 1), 0, 1)
    misfit = np.sqrt(((shares - rise) ** 2).mean(axis=1))
    best = int(misfit.argmin())
    return int(start[best, 0]), int(stop[best, 0]), float(misfit[best])
