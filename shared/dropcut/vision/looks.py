"""How each frame looks, and a small picture of the best of every few."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.media.one_pass import Frame, Plane

DARK: Final = 40
"""What is no brighter can hardly be seen."""
_CRUSHED: Final = 24
_BURNT: Final = 232
_MIDDLE: Final = 120.0
_SHARP: Final = 20.0
_LEVELS: Final = 256
_TOGETHER: Final = 12
"""Of so many frames one picture is kept."""
_OTHER: Final = 12.0
"""A frame that differs by more from the one before begins anew."""
_QUALITY: Final = 82


class Look(NamedTuple):
    """How one frame looks."""

    exposure: float
    sharpness: float
    seen: float
    """The share of it that is not dark."""

    @property
    def quality(self) -> float:
        """Of two, which would be shown."""
        return (0.2 + self.exposure) * (0.1 + self.sharpness)


class Kept(NamedTuple):
    """A frame whose picture was kept."""

    frame: int
    offset: int
    size: int


def coloured(frame: Frame) -> NDArray[np.uint8]:
    """As OpenCV has colours."""
    import cv2

    stacked = np.concatenate([layer.reshape(-1) for layer in frame]).reshape(-1, frame.luma.shape[1])
    return np.asarray(cv2.cvtColor(stacked, cv2.COLOR_YUV2BGR_I420), np.uint8)


def look_of(luma: Plane, few: Plane) -> Look:
    """Of a small frame's brightness; `few` is the same at half the size."""
    import cv2

    levels = np.bincount(few.reshape(-1), minlength=_LEVELS)
    seen, crushed, burnt = levels[DARK + 1 :].sum(), levels[: _CRUSHED + 1].sum(), levels[_BURNT:].sum()
    away = (float(levels @ np.arange(_LEVELS)) / few.size - _MIDDLE) / _MIDDLE
    exposure = (1 - float(crushed) / few.size) * (1 - float(burnt) / few.size) * max(0.0, 1 - away * away)
    edges = float(cv2.meanStdDev(cv2.Laplacian(luma, cv2.CV_16S))[1][0, 0])
    return Look(exposure, edges / (edges + _SHARP), float(seen) / few.size)


class Looker:
    """Looks at every frame, and keeps pictures in a file of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("wb")
        self._looks: list[Look] = []
        self._best: tuple[int, float, Frame] | None = None
        self._since = 0
        self.kept: list[Kept] = []

    def see(self, frame: Frame, half: Plane, difference: float) -> None:
        """The next frame, and how bright it is at half the size."""
        number, look = len(self._looks), look_of(frame.luma, half)
        if number - self._since >= _TOGETHER or difference > _OTHER:
            self.keep()
            self._since = number
        if self._best is None or look.quality > self._best[1]:
            self._best = (number, look.quality, frame)
        self._looks.append(look)

    def keep(self) -> None:
        """Keep the best frame since the last that was kept."""
        import cv2

        if self._best is None:
            return
        _, encoded = cv2.imencode(".jpg", coloured(self._best[2]), (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
        self.kept.append(Kept(self._best[0], self._file.tell(), len(encoded)))
        self._file.write(encoded.tobytes())
        self._best = None

    def close(self) -> None:
        """Nothing more will be seen."""
        self.keep()
        self._file.close()

    def looks_between(self, first: int, end: int) -> NDArray[np.float32]:
        """One row a frame, as `Look` has them."""
        return np.array(self._looks[first:end], np.float32).reshape(-1, len(Look._fields))

    def best_between(self, first: int, end: int) -> Kept:
        """The best of the frames from `first` up to `end`, of those that were kept; else the nearest to them."""
        at = bisect_left(self.kept, (first,))
        inside = [one for one in self.kept[at : bisect_left(self.kept, (end,))] if one.frame < end]
        if inside:
            return max(inside, key=lambda one: self._looks[one.frame].quality)
        near = self.kept[max(0, at - 1) : at + 1]
        return min(near, key=lambda one: abs(one.frame - first))
