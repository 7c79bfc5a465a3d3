"""A tiny picture that tells its clip and its number in bright and dark fields, so that the exact frame can be read back."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

WIDTH: Final = 64
HEIGHT: Final = 36
_ROWS: Final = 3
_COLUMNS: Final = 8
_CLIP_BITS: Final = 4
_BITS: Final = _ROWS * _COLUMNS
_BRIGHT: Final = 208
_DARK: Final = 32
_MIDDLE: Final = 120

Frame = NDArray[np.uint8]


@dataclass(frozen=True)
class Seen:
    """What one frame says of itself."""

    clip: int
    frame: int


def drawn(clip: int, frame: int) -> Frame:
    """Brightness only: 24 fields, the last of which says whether the others have an odd number of bright ones."""
    number = clip << (_BITS - 1 - _CLIP_BITS) | frame
    bits = [number >> place & 1 for place in range(_BITS - 1)]
    fields = np.array([*bits, sum(bits) & 1]).reshape(_ROWS, _COLUMNS)
    return np.where(np.kron(fields, np.ones((HEIGHT // _ROWS, WIDTH // _COLUMNS))), _BRIGHT, _DARK).astype(np.uint8)


def read(picture: Frame) -> Seen | None:
    """What a frame of whatever size says; None when it is none of ours, or too damaged to tell."""
    high, wide = picture.shape
    rows = [int((row + 0.5) * high / _ROWS) for row in range(_ROWS)]
    columns = [int((column + 0.5) * wide / _COLUMNS) for column in range(_COLUMNS)]
    bits = [int(picture[row, column] > _MIDDLE) for row in rows for column in columns]
    if sum(bits[:-1]) & 1 != bits[-1]:
        return None
    number = sum(bit << place for place, bit in enumerate(bits[:-1]))
    return Seen(clip=number >> (_BITS - 1 - _CLIP_BITS), frame=number & ((1 << (_BITS - 1 - _CLIP_BITS)) - 1))


def filmed(path: Path, heard: Path, clip: int, rate: Fraction, frames: int) -> None:
    """A clip with this sound and so many counted frames."""
    size = f"{WIDTH}x{HEIGHT}"
    seen = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", size, "-r", str(rate), "-i", "pipe:0", "-i", str(heard))
    codecs = ("-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-g", "50", "-threads", "1")
    sound = ("-c:a", "aac", "-b:a", "96k", "-ar", "48000")
    pictures = b"".join(drawn(clip, number).tobytes() for number in range(frames))
    _ffmpeg((*seen, *codecs, *sound, str(path)), pictures)


def frames_of(path: Path) -> Iterator[Seen | None]:
    """What each frame of a film says, in order."""
    scaled = ("-i", str(path), "-map", "0:v:0", "-vf", f"scale={WIDTH}:{HEIGHT}:flags=area", "-fps_mode", "passthrough")
    raw = _ffmpeg((*scaled, "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"), b"")
    for picture in np.frombuffer(raw, np.uint8).reshape(-1, HEIGHT, WIDTH):
        yield read(picture)


def _ffmpeg(arguments: tuple[str, ...], given: bytes) -> bytes:
    command = ("ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *arguments)
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout
