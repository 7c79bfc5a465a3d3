"""What the search for shot changes works on, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.scenes import Boundary
from dropcut.vision.likeness import Details, details_of, energy, likeness
from dropcut.vision.sketches import Sketches

_BLOCK: Final = 512
_SMOOTH: Final = 4.0
_OTHER: Final = 10.0
_FLASH: Final = 8.0
FLASH_S: Final = 0.2
FLASH_FRAMES: Final = 5


@dataclass(frozen=True)
class Change:
    """One shot change."""

    kind: Boundary
    first: int
    """The first frame that is not all of the shot before."""
    middle: int
    """Where the next scene is said to begin."""
    whole: int
    """The first frame that is all of the next shot."""

    @classmethod
    def cut(cls, at: int) -> Change:
        return cls(Boundary.CUT, at, at, at)


@dataclass(frozen=True)
class Evidence:
    """All that was kept of a clip's frames."""

    sketches: Sketches
    differences: NDArray[np.float32]
    """How much each frame differs from the one before, as PySceneDetect tells it."""
    rate: float
    """Frames a second, about."""
    fades: tuple[int, ...] = ()
    """Frames in the middle of what PySceneDetect's threshold detector takes for dark."""

    def __len__(self) -> int:
        """How many frames."""
        return len(self.sketches)

    def frames(self, seconds: float, least: int) -> int:
        """So many frames last so long."""
        return max(least, round(seconds * self.rate))

    @cached_property
    def contrast(self) -> NDArray[np.float32]:
        """How far apart dark and bright are, frame by frame: nothing in a plain one."""
        contrast = self._each(lambda block: block.std(axis=(1, 2)))
        return np.asarray(contrast[self._before_flashes(0, len(self))], np.float32)

    @cached_property
    def brightness(self) -> NDArray[np.float32]:
        """Frame by frame, from 0 to 255."""
        return self._each(lambda block: block.mean(axis=(1, 2)))

    @cached_property
    def steps(self) -> NDArray[np.float32]:
        """How far each frame is from the one before, in brightness, point by point; the first is not."""
        starts = range(1, len(self), _BLOCK)
        steps = [self._steps(at, min(len(self), at + _BLOCK)) for at in starts]
        return np.concatenate((np.zeros(1, np.float32), *steps))

    def _steps(self, first: int, end: int) -> NDArray[np.float32]:
        drawn = self.sketches.luma[first - 1 : end].astype(np.float32)
        return np.asarray(np.abs(np.diff(drawn, axis=0)).mean(axis=(1, 2)), np.float32)

    @cached_property
    def flashes(self) -> NDArray[np.bool_]:
        """Frames that are lit by a flash: brighter (or darker) at once, and again as before soon after."""
        bright, longest = self.brightness, self.frames(FLASH_S, FLASH_FRAMES)
        jumps = np.diff(bright, prepend=bright[:1])
        lit = np.zeros(len(self), bool)
        over = 1
        for frame in map(int, np.flatnonzero(np.abs(jumps) > _FLASH)):
            if frame >= over and (end := _end_of_flash(bright, jumps, frame, longest)):
                lit[frame:end] = True
                over = end + 1
        return lit

    def steady(self, first: int, end: int) -> Sketches:
        """The frames from `first` up to `end`, those that are lit by a flash as the last one before it."""
        shown = self._before_flashes(first, end)
        return Sketches(self.sketches.luma[shown], self.sketches.colour[shown])

    def _before_flashes(self, first: int, end: int) -> NDArray[np.intp]:
        shown = np.arange(first, end)
        shown[self.flashes[first:end]] = first
        return np.maximum.accumulate(shown)

    def alike(self, one: int, other: int) -> float:
        """How alike two frames are in what they show."""
        return likeness(self.details(one), self.details(other))

    def another(self, one: int, other: int, alike: float) -> bool:
        """Whether two frames show something else: less alike than so much, or where there is little to compare, far apart."""
        if self.alike(one, other) < alike:
            return True
        smooth = min(float(energy(self.details(frame))) for frame in (one, other)) < _SMOOTH
        return smooth and self.apart(one, other) > _OTHER

    def apart(self, one: int, other: int) -> float:
        """How far two frames are apart in brightness and colour, point by point, from 0 to 255."""
        bright = np.abs(self.sketches.luma[one].astype(np.int16) - self.sketches.luma[other])
        coloured = np.abs(self.sketches.colour[one].astype(np.int16) - self.sketches.colour[other])
        return float(bright.mean()) + float(coloured.mean())

    def details(self, frame: int) -> Details:
        """Of one frame."""
        return np.asarray(details_of(self.sketches, frame, frame + 1)[0], np.float32)

    def _each(self, measure: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> NDArray[np.float32]:
        starts = range(0, len(self), _BLOCK)
        each = [measure(self.sketches.luma[at : at + _BLOCK].astype(np.float32)) for at in starts]
        return np.asarray(np.concatenate(each), np.float32)


def _end_of_flash(bright: NDArray[np.float32], jumps: NDArray[np.float32], frame: int, longest: int) -> int:
    """The frame from which on it is about as bright as before the jump at `frame`; 0 where it stays otherwise."""
    half = abs(jumps[frame]) / 2
    for later in range(frame + 1, min(len(bright), frame + 1 + longest)):
        back = -jumps[later] * np.sign(jumps[frame]) > half
        if back and abs(bright[later] - bright[frame - 1]) < half:
            return later
    return 0
