"""Upscaled chunks as one picture: packets are copied, and only their times are written anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import av

from dropcut.domain.errors import Permanent
from dropcut.domain.time import Rate
from dropcut.domain.wording import count_of
from dropcut.media.encoding import REORDERED
from dropcut.media.joining import Picture, picture_packets
from dropcut.media.pieces import frames_of, opened

_PULSE_EVERY: Final = 100
_MUXERS: Final = {".mkv": "matroska", ".mp4": "mp4"}


def string(pictures: Sequence[Picture], rate: Rate, folder: Path, pulse: Callable[[], object]) -> Path:
    """One file in `folder` with the frames of all, in order. Raises Permanent where any does not hold what it should."""
    streamed = pictures[0].file.suffix == ".ts"
    target = folder / ("whole.mp4" if streamed else "whole.mkv")
    delay = REORDERED if streamed else 0
    with av.open(str(target), "w", format=_MUXERS[target.suffix], options={"fflags": "+bitexact"}) as whole:
        with opened(pictures[0].file) as first:
            stream = whole.add_stream_from_template(first.streams.video[0], opaque=True)
        stream.time_base = 1 / rate
        for number, (_, packet) in enumerate(picture_packets(pictures, stream, rate, delay)):
            if number % _PULSE_EVERY == 0:
                pulse()
            whole.mux(packet)
    _exactly(target, sum(picture.frames for picture in pictures))
    return target


def _exactly(whole: Path, frames: int) -> None:
    held = frames_of(whole)
    if held != frames:
        raise Permanent(f"The chunks together hold {count_of(held, 'frame')}, not {frames}.", "Upscale it again.")
