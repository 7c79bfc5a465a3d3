"""The footage and the cut that every way renders."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from subprocess import run
from typing import Final

from dropcut.domain.programme import Format

SIZE: Final = (1920, 1080)
RATE: Final = 30
LENGTH_S: Final = 60
SEGMENTS: Final = 12
FORMAT: Final = Format(width=SIZE[0], height=SIZE[1], rate=Fraction(RATE))
QUALITY: Final = ("-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-pix_fmt", "yuv420p", "-g", "150")
"""Of the preset `web`: every way that can be told uses it."""


@dataclass(frozen=True)
class Kept:
    """Frames from `first` up to `end`."""

    first: int
    end: int


def kept() -> tuple[Kept, ...]:
    """Twelve stretches in order (one of the others can do no other), 2.3 to 4.1 s each."""
    chance, found, place = Random(3), [], 0
    for _ in range(SEGMENTS):
        place += chance.randrange(10, 50)
        end = place + chance.randrange(70, 124)
        found.append(Kept(place, end))
        place = end
    return tuple(found)


def footage(folder: Path, ffmpeg: Path) -> Path:
    """A minute of moving picture and of tones, as H.264 and AAC."""
    clip = folder / "footage.mp4"
    drawn = f"testsrc2=size={SIZE[0]}x{SIZE[1]}:rate={RATE}:duration={LENGTH_S}"
    heard = f"aevalsrc='0.3*sin(2*PI*300*t)*gt(mod(t,2),0.4)+0.002*random(0)':s=48000:d={LENGTH_S}"
    encode = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac")
    run((ffmpeg, "-v", "error", "-y", "-f", "lavfi", "-i", drawn, "-f", "lavfi", "-i", heard, *encode, clip), check=True)
    return clip
