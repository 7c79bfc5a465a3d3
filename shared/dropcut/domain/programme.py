"""The programme's own shape: what every segment of it has in common."""

from __future__ import annotations

from pydantic import Field

from dropcut.domain.settings import Archive, Fit, Preset
from dropcut.domain.time import Rate, Seconds
from dropcut.domain.values import Count, Value

SOUND_RATE = 48_000
"""Samples a second of every programme."""


class Format(Value):
    """Size and rate of a programme. Fixed when the drop first settled; only a person changes it."""

    width: int = Field(ge=2, multiple_of=2)
    height: int = Field(ge=2, multiple_of=2)
    rate: Rate
    """Frames a second, constant."""

    def starts(self, frame: int) -> Seconds:
        """When a frame starts."""
        return frame / self.rate

    def sample(self, frame: int) -> int:
        """Which sample of sound a frame starts with: the nearest, so that no error grows."""
        return round(frame * SOUND_RATE / self.rate)


class Encoder(Value):
    """What encodes the picture, resolved: the same encoder, build and threads give the same bytes."""

    name: str
    """As ffmpeg calls it."""
    preset: Preset
    archive: Archive = Archive.PRORES
    build: str
    """Of ffmpeg, in its own words."""
    threads: Count
    why: str
    """Why this one, for people."""


class EncoderWish(Value):
    """What is asked of an encoder, before it is known which ones run on this machine."""

    preset: Preset
    archive: Archive = Archive.PRORES
    build: str
    """Of the ffmpeg that will encode."""
    engine: str = "auto"
    """An encoder by ffmpeg's name, or `auto`."""


class Look(Value):
    """How a segment is drawn and encoded."""

    format: Format
    fit: Fit
    encoder: Encoder
