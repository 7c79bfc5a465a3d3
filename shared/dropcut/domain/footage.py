"""What a clip is, as far as editing needs to know: measured from its bytes, exact, and in the file's own order.

Every time is counted from the clip's own beginning, as ffmpeg's `-ss` counts. What was unusual about a clip stands in its
`notes`, in sentences for people; nothing is decided from those.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from dropcut.domain.time import Exact, Rate, Seconds, Timecode
from dropcut.domain.values import Count, Value

Hdr = Literal["no", "pq", "hlg"]
Fields = Literal["progressive", "top_first", "bottom_first"]
Counted = Literal["packets", "index", "samples"]
"""How frames were counted: one by one, from the file's own index, or judged from samples (then the count is a guess)."""

Decibels = Exact


class Colour(Value):
    """How the numbers of a picture mean colours, in ffmpeg's names; `unknown` where the file does not say."""

    primaries: str
    transfer: str
    matrix: str
    range: Literal["tv", "pc", "unknown"]

    @property
    def hdr(self) -> Hdr:
        """Whether it must be tone-mapped for ordinary screens, and from which curve."""
        curves: dict[str, Hdr] = {"smpte2084": "pq", "arib-std-b67": "hlg"}
        return curves.get(self.transfer, "no")


class Picture(Value):
    """One picture stream."""

    stream: Count
    """Its number in the file, as ffmpeg's `-map 0:N` wants it."""
    codec: str
    width: int
    height: int
    """As stored, before turning."""
    sample_aspect: Exact
    rotation: Literal[0, 90, 180, 270]
    """Degrees clockwise that the stored picture must be turned to stand upright."""
    mirrored: bool
    """Whether left and right must be swapped as well, before turning."""
    pixel_format: str
    bit_depth: int
    colour: Colour
    fields: Fields
    rate: Rate
    """Frames a second: exact when `constant`, else that of the usual frame."""
    constant: bool
    shortest_frame: Seconds
    longest_frame: Seconds
    frames: Count
    counted: Counted
    start: Seconds
    duration: Seconds

    @property
    def display_size(self) -> tuple[int, int]:
        """Width and height as a viewer sees them: square pixels, upright."""
        width = int(self.width * self.sample_aspect + Fraction(1, 2))
        return (self.height, width) if self.rotation in {90, 270} else (width, self.height)


class Loudness(Value):
    """Loudness at a glance, from a few stretches spread over the whole; None where there is nothing but silence."""

    integrated: Decibels | None
    """In LUFS."""
    peak: Decibels | None
    """Of samples, in dB of full scale."""
    heard: Seconds
    """How much was listened to."""


class Sound(Value):
    """One sound stream."""

    stream: Count
    codec: str
    rate: int
    channels: int
    layout: str
    language: str
    start: Seconds
    duration: Seconds
    loudness: Loudness | None = None


class Footage(Value):
    """Everything known about one clip."""

    container: str
    size: Count
    duration: Seconds
    """From its first picture or sound to the end of its last."""
    pictures: tuple[Picture, ...]
    sounds: tuple[Sound, ...]
    others: Count
    """Streams that are neither, or that cannot be decoded."""
    timecode: Timecode | None = None
    """The label of its first frame."""
    recorded: str = ""
    """When, as the camera wrote it, in ISO 8601; empty where it did not."""
    camera: str = ""
    reel: str = ""
    notes: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    """Those of the notes that a person must be told: what is missing, damaged or not used."""
