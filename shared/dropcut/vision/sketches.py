"""Every frame of a clip as a sketch: so small that hours of them can be kept and compared with one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.media.one_pass import Frame

LONGER: Final = 48
"""Of a sketch's sides."""
_COARSER: Final = 3
"""Colours are kept so many times coarser."""


@dataclass(frozen=True)
class Sketches:
    """All frames of a clip, as if they were in memory."""

    luma: NDArray[np.uint8]
    """How bright, point by point: one picture a frame."""
    colour: NDArray[np.uint8]
    """Both colour differences: one row a frame."""

    def __len__(self) -> int:
        """How many frames."""
        return len(self.luma)


class Sketcher:
    """Draws a sketch of each frame into a file of its own."""

    def __init__(self, file: Path, size: tuple[int, int]) -> None:
        self._size = _sized(size, LONGER)
        self._coarse = _sized(size, LONGER // _COARSER)
        self._path = file
        self._file = file.open("wb")
        self._count = 0

    def see(self, frame: Frame) -> None:
        """The next frame."""
        import cv2

        self._file.write(cv2.resize(frame.luma, self._size, interpolation=cv2.INTER_AREA).tobytes())
        for layer in (frame.blue, frame.red):
            self._file.write(cv2.resize(layer, self._coarse, interpolation=cv2.INTER_AREA).tobytes())
        self._count += 1

    def sketches(self) -> Sketches:
        """All of them. Nothing can be drawn any more."""
        self._file.close()
        bright, coloured = self._size[0] * self._size[1], 2 * self._coarse[0] * self._coarse[1]
        drawn = np.memmap(self._path, np.uint8, mode="r", shape=(self._count, bright + coloured))
        return Sketches(drawn[:, :bright].reshape(self._count, self._size[1], self._size[0]), drawn[:, bright:])


def _sized(size: tuple[int, int], longest: int) -> tuple[int, int]:
    larger = max(size)
    return max(4, round(size[0] * longest / larger)), max(4, round(size[1] * longest / larger))
