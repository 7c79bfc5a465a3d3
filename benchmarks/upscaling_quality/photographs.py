"""Real photographs, and what a camera of yesterday would have left of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from io import BytesIO
from typing import Any

import av
import numpy as np
from PIL import Image

from dropcut.ports.sharpening import Picture

TIMES = 4
"""How many times smaller a photograph is made."""
COARSE = 28
"""The rate factor of x264 that it is then compressed with, unless said: a clip from a messenger. 18 is a good camera."""
_EVEN = 2 * TIMES
_SHOWN = ("astronaut", "chelsea", "coffee", "rocket", "stereo_motorcycle")
_TEXTURES = ("camera", "brick", "grass", "gravel")


@dataclass(frozen=True)
class Photograph:
    """One photograph as it was taken, of a size that can be made four times smaller."""

    name: str
    whole: Picture


def photographs() -> Iterator[Photograph]:
    """Those that are spoiled and judged."""
    for name in _SHOWN:
        yield Photograph(name.removeprefix("stereo_"), _cut(_read(name)))


def textures() -> Iterator[Photograph]:
    """More that are as they were taken, grey: to learn from what photographs look like."""
    for name in _TEXTURES:
        yield Photograph(name, _cut(np.repeat(_read(name)[:, :, None], 3, 2)))


def spoiled(photograph: Photograph, coarse: int) -> Picture:
    """Four times smaller, and compressed with that rate factor."""
    high, wide, _ = photograph.whole.shape
    small = Image.fromarray(photograph.whole).resize((wide // TIMES, high // TIMES), Image.Resampling.BOX)
    return _compressed(np.asarray(small), coarse)


def _read(name: str) -> Any:  # noqa: ANN401 - the package has no types
    data: Any = import_module("skimage.data")
    read = getattr(data, name)()
    return read[0] if isinstance(read, tuple) else read


def _cut(whole: Any) -> Picture:  # noqa: ANN401 - the package has no types
    high, wide = (side // _EVEN * _EVEN for side in whole.shape[:2])
    cut: Picture = np.ascontiguousarray(whole[:high, :wide, :3])
    return cut


def _compressed(small: Picture, coarse: int) -> Picture:
    """What is left after x264: half the colour, and coarse levels."""
    kept = BytesIO()
    with av.open(kept, "w", format="matroska") as film:
        stream: Any = film.add_stream("libx264", rate=Fraction(25), options={"crf": str(coarse)})
        stream.height, stream.width, stream.pix_fmt = *small.shape[:2], "yuv420p"
        film.mux(stream.encode(av.VideoFrame.from_ndarray(small, format="rgb24")))
        film.mux(stream.encode(None))
    kept.seek(0)
    with av.open(kept, "r") as made:
        shown: Any = next(made.decode(video=0)).to_ndarray(format="rgb24")
    whole: Picture = shown
    return whole
