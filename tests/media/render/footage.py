"""Clips whose every frame and moment can be told from what is seen and heard."""

from __future__ import annotations

from pathlib import Path

from tests.media.clips import AAC, X264, Clips

STRIPES = 8
"""Bits of a frame's number, the lowest on the left, white for 1."""

FLASH_EVERY = 15
"""Frames of 30 a second: a flash and a beep start together every half second."""

_NUMBERS = "geq=lum='16+219*mod(floor(N/pow(2,floor(X*8/W))),2)':cb=128:cr=128"
_BEEPS = "aevalsrc='0.4*sin(2*PI*1000*t)*lt(mod(t,0.5),0.1)+0.001*random(0)':s=48000:d={seconds}"
_FLASHES = "drawbox=c=white:t=fill:enable='lt(mod(n,15),3)'"


def numbers(seconds: str = "4", rate: str = "25", size: str = "320x180", filters: str = "") -> tuple[str, ...]:
    """An input that counts its frames in stripes."""
    width, _, height = size.partition("x")
    large = f"scale={width}:{height}:flags=neighbor,setsar=1"  # drawn small, for geq is slow
    drawn = f"color=black:size=16x2:rate={rate}:duration={seconds},format=yuv420p,{_NUMBERS},{large}"
    return ("-f", "lavfi", "-i", drawn + (f",{filters}" if filters else ""))


def numbered(clips: Clips, name: str = "numbers.mp4", *encode: str, **drawn: str) -> Path:
    """A clip of counted frames, with few that stand alone."""
    return clips.made(name, *numbers(**drawn), *(encode or (*X264, "-g", "100", "-bf", "3")))


def flashes_and_beeps(clips: Clips) -> Path:
    """20 seconds at 30 frames a second."""
    drawn = ("-f", "lavfi", "-i", f"color=black:size=160x90:rate=30:duration=20,format=yuv420p,{_FLASHES}")
    heard = ("-f", "lavfi", "-i", _BEEPS.format(seconds=20))
    return clips.made("flashes.mp4", *drawn, *heard, *X264, "-g", "100", *AAC, "-ac", "1")
