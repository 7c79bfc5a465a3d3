"""Everybody who looks on while a clip passes by once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from dropcut.media.one_pass import Frame
from dropcut.vision.found import Evidence
from dropcut.vision.library import Library
from dropcut.vision.looks import Looker
from dropcut.vision.sketches import Sketcher

THUMBNAILS: Final = "thumbnails.bin"


class Watchers:
    """The scene detector, whoever judges looks, and whoever draws sketches."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.library = Library()
        self.looker = Looker(folder / THUMBNAILS)
        self._sketcher = Sketcher(folder / "sketches.bin", size)

    def see(self, frame: Frame) -> None:
        """The next frame."""
        import cv2

        stacked = np.concatenate([layer.reshape(-1) for layer in frame]).reshape(-1, frame.luma.shape[1])
        picture = np.asarray(cv2.cvtColor(stacked, cv2.COLOR_YUV2BGR_I420), np.uint8)
        self.library.see(picture)
        self.looker.see(frame.luma, picture, self.library.last)
        self._sketcher.see(frame)

    def evidence(self, seconds: float) -> Evidence:
        """All that was seen, of a clip that lasts so long. Nothing more will be."""
        self.looker.close()
        sketches = self._sketcher.sketches()
        rate = len(sketches) / max(seconds, 0.001)
        return Evidence(sketches, self.library.differences, rate, tuple(self.library.fades))
