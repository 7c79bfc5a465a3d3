"""What is handed to the steps that make picture and sound, and what they give."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Blob, Many
from dropcut.domain.images import Image
from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.settings import Preset
from dropcut.domain.time import Exact, Seconds
from dropcut.domain.values import Count, Value, content, without_silence


class Segment(Value):
    """One piece of the cut as picture. It holds no line, no place in the programme and no neighbour: its key stays."""

    asset: Asset | None
    """None for a plain background, where there is sound without picture."""
    first: Count
    frames: Annotated[int, Field(ge=1)]
    closer: bool = False
    captions: str = ""
    """Burned into the picture: an ASS document of ours, its times counted from the segment's beginning."""
    look: Look
    image: Image | None = None
    """A still that is shown instead of an asset."""

    def content(self) -> object:
        """What a later version added counts only where it is said: it changes no key of those who do not use it."""
        return content(without_silence({name: getattr(self, name) for name in type(self).model_fields}, _LATER))

    @model_serializer(mode="wrap")
    def _stored(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return without_silence(handler(self), _LATER)


_LATER: Final = frozenset({"image"})
"""Fields that came after the first segments were rendered."""


class Rendered(Value):
    """A segment's picture: exactly `frames` frames, closed, decodable alone, without sound."""

    blob: Blob
    frames: Count
    unseen: str = ""
    """Characters of its captions that no font here has: they are drawn as boxes."""


class HeardPiece(Value):
    """One piece of the cut as sound: samples from `start` on, for as long as its picture lasts."""

    asset: Asset | None
    """None for silence with room tone."""
    stream: Count | None = None
    """Which of its sound streams, by its number in the file; the first one when None."""
    start: Seconds
    """From the clip's own beginning; may lie before it or run past its end, which is silence."""
    frames: Annotated[int, Field(ge=1)]


class Mixing(Value):
    """The programme's sound, from its first piece to its last."""

    format: Format
    preset: Preset
    pieces: tuple[HeardPiece, ...]
    build: str = ""
    """Of the ffmpeg that encodes it; empty where any will do."""


class LoudnessFigures(Value):
    """In LUFS and dBTP; None for silence."""

    input: Exact | None
    output: Exact | None
    true_peak: Exact | None


class Mixed(Value):
    """The programme's sound, encoded once."""

    blob: Blob
    samples: Count
    loudness: LoudnessFigures
    joints: tuple[Exact, ...] = ()
    """For each joint, the highest step between neighbouring samples there, as a share of full scale."""
    waveform: tuple[Count, ...] = ()
    """The programme's peaks in at most 2,000 equal parts, each from 0 to 100."""
    notes: tuple[str, ...] = ()
    """What a person should know about the sound, in sentences."""


class Chapter(Value):
    """Where a section of the script begins in the programme."""

    title: str
    frame: Count


class Assembly(Value):
    """All that is joined into the master. Nothing of it is encoded again."""

    format: Format
    encoder: Encoder
    rendered: Many[Rendered]
    """The programme's picture, in its order."""
    sound: Mixed
    title: str = ""
    chapters: tuple[Chapter, ...] = ()
    """Ordered by frame."""
    poster_frame: Count = 0
    """Which frame of the programme stands for it."""


class Check(Value):
    """Something that was verified about what was made."""

    name: str
    ok: bool
    figure: str
    """What was measured, with its unit."""


class Master(Value):
    """The finished programme."""

    blob: Blob
    name: str
    """`cut.mp4`, or for `archive` `cut.mov` or `cut.mkv`."""
    poster: Blob | None
    checks: tuple[Check, ...]
