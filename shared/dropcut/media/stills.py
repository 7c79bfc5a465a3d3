"""A user's still as one of ours: upright, in red green blue, nothing transparent left, no larger than is ever shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from dropcut.media.bench import Bench
from dropcut.media.pixels import Pixels, opaque, upright


@dataclass(frozen=True)
class Kept:
    """A PNG in the bench's folder."""

    file: Path
    width: int
    height: int


def kept_still(source: Path, name: str, bench: Bench) -> Kept:
    """Raises what `upright` raises."""
    return _written(opaque(upright(source, name, bench)), bench)


def _written(pixels: Pixels, bench: Bench) -> Kept:
    height, width = pixels.shape[:2]
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = width, height, "rgb24", Fraction(1, 25)
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
    target = bench.scratch / "still.png"
    target.write_bytes(b"".join(bytes(packet) for packet in (*codec.encode(frame), *codec.encode(None))))
    return Kept(target, width, height)
