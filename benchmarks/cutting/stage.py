"""A drawn speaker: colours and marks tell the take, the line and the try; a mouth, a clock and a bar move with time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, cos, pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.cutting.acting import Attempt
from tests.unit.speech.voices import RATE, Sound, Uttered

Frame = NDArray[np.uint8]
Colour = tuple[int, int, int]
_INK: Final = (30, 30, 36)
_PAPER: Final = (250, 248, 240)
_LIPS: Final = (168, 58, 58)
_SUN: Final = (250, 196, 64)
_HAIR: Final = (84, 54, 40)
_SHUT: Final = 0.15
"""Quieter than this share of what is loud, nobody opens the mouth."""
_SEGMENTS: Final = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
"""Which bars of a seven-bar digit are lit."""


@dataclass(frozen=True)
class Scene:
    """What stays the same in a clip."""

    width: int
    height: int
    rate: Fraction
    take: int
    ground: Colour
    skin: Colour


@dataclass(frozen=True)
class Brush:
    """Draws on a picture in parts of its height, from the top left; edges are smooth."""

    frame: Frame

    def ellipse(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        unit = len(self.frame)
        rows, columns = self._box(x - wide, y - high, x + wide, y + high)
        down = (np.arange(rows.start, rows.stop)[:, None] + 0.5) / unit - y
        across = (np.arange(columns.start, columns.stop)[None, :] + 0.5) / unit - x
        inside = (1 - np.hypot(across / wide, down / high)) * min(wide, high) * unit + 0.5
        self._lay(rows, columns, inside.clip(0, 1)[..., None], colour)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        rows, columns = self._box(left, top, right, bottom)
        self.frame[rows, columns] = colour

    def digit(self, number: int, left: float, top: float, high: float, colour: Colour) -> None:
        thick, half = high / 9, high / 2
        wide = half
        across, down = left + wide, top + high
        bars = {
            "a": (left, top, across, top + thick),
            "g": (left, top + half - thick / 2, across, top + half + thick / 2),
            "d": (left, down - thick, across, down),
            "f": (left, top, left + thick, top + half),
            "b": (across - thick, top, across, top + half),
            "e": (left, top + half, left + thick, down),
            "c": (across - thick, top + half, across, down),
        }
        for name in _SEGMENTS[number]:
            self.bar(*bars[name], colour)

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        unit, width = len(self.frame), self.frame.shape[1]
        rows = slice(max(0, int(top * unit)), min(unit, ceil(bottom * unit)))
        return rows, slice(max(0, int(left * unit)), min(width, ceil(right * unit)))

    def _lay(self, rows: slice, columns: slice, share: NDArray[np.float64], colour: Colour) -> None:
        below = self.frame[rows, columns]
        self.frame[rows, columns] = (below + share * (np.array(colour) - below)).round().astype(np.uint8)


def stage(scene: Scene, uttered: Uttered, attempts: Sequence[Attempt]) -> Iterator[Frame]:
    """Every frame, in order, for as long as there is sound."""
    background = _background(scene)
    frames = ceil(len(uttered.sound) * scene.rate / RATE)
    mouth = _openness(uttered.sound, frames, float(scene.rate))
    for number in range(frames):
        frame = background.copy()
        time = number / float(scene.rate)
        brush = Brush(frame)
        _person(brush, scene, time, mouth[number])
        _marks(brush, scene, time, attempts)
        brush.bar(0, 0.975, number / frames * scene.width / scene.height, 1, _SUN)
        yield frame


def _background(scene: Scene) -> Frame:
    frame: Frame = np.empty((scene.height, scene.width, 3), np.uint8)
    frame[:] = scene.ground
    brush, right = Brush(frame), scene.width / scene.height
    brush.bar(right - 0.62, 0.14, right - 0.12, 0.56, tuple(part // 3 + 150 for part in scene.ground))  # type: ignore[arg-type]
    brush.bar(right - 0.38, 0.14, right - 0.36, 0.56, scene.ground)
    brush.bar(0, 0.86, right, 1, tuple(part // 2 for part in scene.ground))  # type: ignore[arg-type]
    return frame


def _openness(sound: Sound, frames: int, rate: float) -> NDArray[np.float64]:
    """How wide the mouth is open: it follows the loudness of each frame."""
    edges = [round(number * RATE / rate) for number in range(frames + 1)]
    stretches = [sound[first:last] for first, last in pairwise(edges)]
    loud = np.array([np.sqrt(np.square(stretch).mean()) if len(stretch) else 0.0 for stretch in stretches])
    share = (loud / np.quantile(loud, 0.95)).clip(0, 1)
    return np.where(share < _SHUT, 0, share)


def _person(brush: Brush, scene: Scene, time: float, mouth: float) -> None:
    middle, sway = scene.width / scene.height / 2, 0.012 * sin(time * 1.3)
    x, y = middle + sway, 0.45 + 0.004 * sin(time * 2.1)
    brush.ellipse(middle, 1.0, 0.34, 0.26, tuple(255 - part for part in scene.ground))  # type: ignore[arg-type]
    brush.ellipse(x, y - 0.06, 0.215, 0.235, _HAIR)
    brush.ellipse(x, y + 0.02, 0.19, 0.23, scene.skin)
    shut = time % 3.1 < 0.13  # noqa: PLR2004 - it blinks
    for side in (-1, 1):
        brush.ellipse(x + 0.075 * side, y - 0.06, 0.018, 0.004 if shut else 0.026, _INK)
    brush.ellipse(x, y + 0.12, 0.07 - 0.015 * mouth, 0.008 + 0.045 * mouth, _LIPS)


def _marks(brush: Brush, scene: Scene, time: float, attempts: Sequence[Attempt]) -> None:
    """A board with the take's bars and, while a line is tried, its number and a dot for every try so far; and a clock."""
    brush.bar(0.08, 0.1, 0.4, 0.5, _PAPER)
    for take in range(scene.take):
        brush.bar(0.11 + 0.05 * take, 0.43, 0.14 + 0.05 * take, 0.47, scene.ground)
    current = next((one for one in attempts if one.start <= time < one.end), None)
    if current:
        brush.digit(current.line, 0.12, 0.14, 0.25, _INK)
        for dot in range(sum(one.line == current.line and one.start <= time for one in attempts)):
            brush.ellipse(0.33, 0.16 + 0.06 * dot, 0.016, 0.016, _LIPS)
    sun = scene.width / scene.height - 0.24, 0.74
    brush.ellipse(*sun, 0.08, 0.08, _PAPER)
    brush.ellipse(sun[0] + 0.055 * sin(time * pi), sun[1] - 0.055 * cos(time * pi), 0.017, 0.017, _INK)
