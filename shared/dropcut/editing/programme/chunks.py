"""How much is upscaled at a time, and how large: the same on every machine, so that no chunk is ever done twice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dropcut.domain.settings import Scale
from dropcut.domain.upscaling import Sharpening

_TERA: Final = 10**12
_MINUTE_S: Final = 60
_REACHED: Final = {"torch": 60 * _TERA, "ncnn": _TERA // 5}
"""Operations a second on the machine that an engine is meant for: half of an L4's peak, and two cores of a laptop.

Only the lengths of chunks depend on it, so it is never measured: a chunk that is longer on one machine than on another
would have another key there.
"""
_MOST: Final = 1500
"""Frames of a chunk, however small: a minute of video at 25 a second, so that progress is seen."""


def chunk_length(sharpening: Sharpening, width: int, height: int) -> int:
    """How many frames of that size make a chunk: about a minute's work, one frame at least."""
    each = sharpening.flops * width * height
    frames = _MINUTE_S * _REACHED[sharpening.kind] // each
    return max(1, min(_MOST, _round(frames)))


def chunks_of(frames: int, length: int) -> Iterator[tuple[int, int]]:
    """The first frame of each chunk, and how many it has."""
    return ((first, min(length, frames - first)) for first in range(0, frames, length))


def enlarged_size(size: tuple[int, int], wanted: tuple[int, int], scale: Scale) -> tuple[int, int] | None:
    """How large a picture of `size` is made for a programme that shows it in `wanted`; None where it is large enough."""
    factor = max(Fraction(after, before) for before, after in zip(size, wanted, strict=True))
    if factor <= 1:
        return None
    times = scale if factor > 2 else 2  # noqa: PLR2004 - twice as large is the least that is worth it
    return size[0] * times, size[1] * times


def _round(frames: int) -> int:
    """To two digits, down: a little more or less of a picture's size makes no other chunks."""
    step = int(10 ** max(0, len(str(frames)) - 2))
    return frames // step * step
