"""PySceneDetect, shown one frame after another: how much each differs from the one before, and where it is dark between two."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Final

import numpy as np
from numpy.typing import NDArray

PACKAGES: Final = ("scenedetect-headless", "opencv-python-headless")
_HALF_BLACK: Final = 12
_ANY_RATE: Final = 25.0
"""Its detectors count frames; what they are told of time changes nothing."""


def is_installed() -> bool:
    """Whether its packages are here."""
    return all(find_spec(name) is not None for name in ("scenedetect", "cv2"))


def versions() -> str:
    """Of all that shapes its answers."""
    return ", ".join(f"{name} {_version(name)}" for name in PACKAGES)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # under another of its names: the module is here all the same
        return "of another name"


class Library:
    """Its adaptive and its threshold detector at once, on frames as OpenCV has them."""

    def __init__(self) -> None:
        from scenedetect import AdaptiveDetector, FrameTimecode, ThresholdDetector  # type: ignore[import-untyped]

        self._timecode = FrameTimecode
        self._adaptive = AdaptiveDetector(min_scene_len=0)
        self._fades = ThresholdDetector(threshold=_HALF_BLACK, min_scene_len=0)
        self._differences: list[float] = []
        self.fades: list[int] = []
        """By its threshold detector: each in the middle of what is dark."""

    def see(self, picture: NDArray[np.uint8]) -> None:
        """The next frame."""
        now = self._timecode(len(self._differences), _ANY_RATE)
        self._adaptive.process_frame(now, picture)  # for its measure: where it cuts is judged by what was seen before and after
        self.fades += [cut.frame_num for cut in self._fades.process_frame(now, picture)]
        self._differences.append(self._adaptive._frame_score or 0.0)  # noqa: SLF001 - else it would be computed twice

    @property
    def last(self) -> float:
        """How much the last frame differs from the one before."""
        return self._differences[-1] if self._differences else 0.0

    @property
    def differences(self) -> NDArray[np.float32]:
        """How much each frame differs from the one before, from 0 to 255."""
        return np.array(self._differences, np.float32)
