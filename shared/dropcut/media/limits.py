"""How much of a stranger's file is let in. Generous for footage, far below what a crafted header can claim."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.time import Rate, Seconds
from dropcut.domain.values import Value
from dropcut.media.running import Bounds

_GIB = 1024**3


class Limits(Value):
    """Caps on what one file may hold, and on what looking at it may cost. The defaults are the promise."""

    longest: Seconds = Fraction(24 * 3600)
    widest: int = 16_384
    """Of width and of height."""
    pixels: int = 8192 * 8192
    streams: int = 32
    channels: int = 64
    fastest: Rate = Fraction(1000)
    frames: int = 10_000_000
    """Of one stream, when they are counted one by one."""
    counted_bytes: int = 2 * _GIB
    """Files up to this size are read whole to count their frames; of larger ones the index, or samples, must do."""
    looking: Bounds = Bounds(cpu_s=120, memory=4 * _GIB, written=0, wall_s=300, printed=1024**2)
    listening: Bounds = Bounds(cpu_s=120, memory=2 * _GIB, written=0, wall_s=300, printed=1024**2)
