"""What generated footage shows: real photographs that the camera moves over, and pictures that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from math import cos, pi, sin
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Shot = Callable[[int], Picture]
"""Frame n of a shot that could go on for ever."""

_SHAPES: Final = 0.1
_GRADIENTS: Final = 0.06

PHOTOGRAPHS: Final = (
    "astronaut.png", "brick.png", "camera.png", "chelsea.png", "coffee.png", "coins.png", "grass.png", "gravel.png",
    "hubble_deep_field.jpg", "ihc.png", "moon.png", "motorcycle_left.png", "page.png", "retina.jpg", "rocket.jpg",
)  # fmt: skip
"""Real ones, in scikit-image's own package."""


@cache
def photograph(name: str) -> Picture:
    """In colours as OpenCV has them."""
    data = (files("skimage") / "data" / name).read_bytes()
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if found is None:
        raise ValueError(f"{name} is no picture")
    return found.astype(np.uint8)


ANY_PAN: Final = (0.0, 0.1, 0.3, 0.8)
"""So many points a frame; nothing is a camera that stands, and perhaps comes closer."""


def camera_over(name: str, size: tuple[int, int], random: Random, speed: float = 1.0, pans: Sequence[float] = ANY_PAN) -> Shot:
    """A camera that pans over a photograph, comes closer or goes away, slowly or not."""
    picture = photograph(name)
    height, width = picture.shape[:2]
    nearest = min(width / size[0], height / size[1])
    zoom, faster = random.uniform(0.55, 0.85) * nearest, random.uniform(-0.0015, 0.0015) * speed
    angle, moved = random.uniform(0, 2 * pi), random.choice(pans) * speed
    middle = (width * random.uniform(0.42, 0.58), height * random.uniform(0.42, 0.58))

    def frame(number: int) -> Picture:
        scale = zoom * max(0.4, 1 + faster * number)
        x, y = middle[0] + cos(angle) * moved * number, middle[1] + sin(angle) * moved * number
        turned = np.array([[scale, 0, x - scale * size[0] / 2], [0, scale, y - scale * size[1] / 2]], np.float32)
        how = cv2.INTER_AREA if scale > 1 else cv2.INTER_LINEAR
        return cv2.warpAffine(picture, turned, size, flags=how | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REFLECT).astype(
            np.uint8
        )

    return frame


def drawn_shapes(size: tuple[int, int], random: Random) -> Shot:
    """Discs that go their ways over a plain wall."""
    wall = tuple(random.randrange(20, 220) for _ in range(3))
    discs = [
        (random.randrange(size[0]), random.randrange(size[1]), random.uniform(-3, 3), random.uniform(-2, 2),
         random.randrange(8, size[1] // 4), tuple(random.randrange(256) for _ in range(3)))
        for _ in range(random.randrange(4, 12))
    ]  # fmt: skip

    def frame(number: int) -> Picture:
        picture = np.empty((size[1], size[0], 3), np.uint8)
        picture[:] = wall
        for x, y, right, down, radius, colour in discs:
            place = (int(x + right * number) % size[0], int(y + down * number) % size[1])
            cv2.circle(picture, place, radius, colour, -1, cv2.LINE_AA)
        return picture

    return frame


def gradient(size: tuple[int, int], random: Random) -> Shot:
    """One colour into another, slowly turning."""
    first, second = (np.array([random.randrange(256) for _ in range(3)], np.float32) for _ in range(2))
    angle, turning = random.uniform(0, 2 * pi), random.uniform(-0.01, 0.01)
    across, down = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))

    def frame(number: int) -> Picture:
        turn = angle + turning * number
        share = np.clip((across * cos(turn) + down * sin(turn)) / 2.8 + 0.5, 0, 1)[..., None]
        return (first * share + second * (1 - share)).astype(np.uint8)

    return frame


def any_shot(size: tuple[int, int], random: Random, but: str = "") -> tuple[Shot, str]:
    """Mostly a photograph, another than the one named; sometimes something drawn. Gives what it shows, too."""
    kind = random.random()
    if kind < _SHAPES:
        return drawn_shapes(size, random), "shapes"
    if kind < _SHAPES + _GRADIENTS:
        return gradient(size, random), "gradient"
    name = random.choice([name for name in PHOTOGRAPHS if name != but])
    return camera_over(name, size, random), name
