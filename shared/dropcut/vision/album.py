"""The stills that were kept of a clip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.scenes import Scenes
from dropcut.vision.edges import Gray


@dataclass(frozen=True)
class Album:
    """Pictures are decoded when they are asked for: hours of them are never in memory together."""

    scenes: Scenes
    pictures: bytes

    def __len__(self) -> int:
        """How many stills."""
        return len(self.scenes.stills)

    def gray(self, number: int) -> Gray:
        """One still's brightness."""
        import cv2

        return self._decoded(number, cv2.IMREAD_GRAYSCALE)

    def colours(self, number: int) -> NDArray[np.uint8]:
        """One still, in blue, green and red."""
        import cv2

        return self._decoded(number, cv2.IMREAD_COLOR)

    def grays(self, numbers: Sequence[int]) -> Iterator[Gray]:
        """Some stills' brightness, one after another."""
        return (self.gray(number) for number in numbers)

    def at(self, number: int) -> Fraction:
        """When a still was shown."""
        return self.scenes.stills[number].at

    def until(self, number: int) -> Fraction:
        """Until when it stands for the clip: the next one's time, or the clip's end."""
        return self.at(number + 1) if number + 1 < len(self) else self.scenes.scenes[-1].end

    def spread(self, most: int) -> Sequence[int]:
        """So many stills at most, spread over the whole."""
        if len(self) <= most:
            return range(len(self))
        return [number * len(self) // most for number in range(most)]

    def _decoded(self, number: int, how: int) -> NDArray[np.uint8]:
        import cv2

        data = np.frombuffer(self.scenes.stills[number].picture.of(self.pictures), np.uint8)
        return np.asarray(cv2.imdecode(data, how), np.uint8)
