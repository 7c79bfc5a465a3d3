"""Everybody who looks on while a clip passes by once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from dropcut.media.one_pass import Frame, Plane
from dropcut.vision.found import Evidence
from dropcut.vision.library import Library
from dropcut.vision.looks import Looker, coloured
from dropcut.vision.sketches import Sketcher

THUMBNAILS: Final = "thumbnails.bin"
_WIDE: Final = 192
"""What is smaller is not halved."""


class Watchers:
    """The scene detector, whoever judges looks, and whoever draws sketches."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.library = Library()
        self.looker = Looker(folder / THUMBNAILS)
        self._size = size
        self._half = (_even(size[0] // 2), _even(size[1] // 2)) if max(size) >= _WIDE else size
        self._sketcher = Sketcher(folder / "sketches.bin", self._half)

    def see(self, frame: Frame) -> None:
        """The next frame."""
        half = self._halved(frame)
        self.library.see(coloured(half))
        self.looker.see(frame, half.luma, self.library.last)
        self._sketcher.see(half)

    def _halved(self, frame: Frame) -> Frame:
        """So large it tells of changes what the whole frame does, with less noise, in a quarter of the time."""
        import cv2

        if self._half == self._size:
            return frame

        def made(layer: Plane, size: tuple[int, int]) -> Plane:
            return np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.uint8)

        colours = self._half[0] // 2, self._half[1] // 2
        return Frame(made(frame.luma, self._half), made(frame.blue, colours), made(frame.red, colours))

    def evidence(self, seconds: float) -> Evidence:
        """All that was seen, of a clip that lasts so long. Nothing more will be."""
        self.looker.close()
        sketches = self._sketcher.sketches()
        rate = len(sketches) / max(seconds, 0.001)
        return Evidence(sketches, self.library.differences, rate, tuple(self.library.fades))


def _even(number: int) -> int:
    return max(2, number - number % 2)
