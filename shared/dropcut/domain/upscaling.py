"""What is handed to the steps that make pictures larger, and what they give."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Blob, Many
from dropcut.domain.programme import Encoder
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Scale
from dropcut.domain.speech import Engine, Share
from dropcut.domain.time import Rate, Seconds, nearest_frame
from dropcut.domain.values import Count, Sha256, Value, Where

AUTO = "auto"

Depth = Literal[8, 10]
"""Bits of each number of a picture."""
Side = Annotated[int, Field(ge=1)]


class SharpenerWish(Value):
    """Which engine and network are asked for, and what the choice depends on."""

    scale: Scale
    engine: str = AUTO
    """`torch`, `ncnn` or `auto`."""
    model: str = AUTO
    """A network by its name, or `auto`."""
    denoise: Share | None = None
    """How much of the noise goes, for the network that leaves a choice; half of it when None."""
    revision: Count = 0
    """The choice is made anew at every revision: what is installed may have changed since the last."""


class Sharpening(Value):
    """What makes pictures larger in a whole job, resolved: the same one gives the same pixels."""

    engine: Engine
    """Its version names all that shapes its answers, its weights by their digest."""
    kind: Literal["torch", "ncnn"]
    model: str
    scale: Annotated[int, Field(ge=1, le=8)]
    """Of the network: how many times larger a picture becomes, before it is brought to the size that was asked for."""
    denoise: Share | None = None
    """How much of the noise goes, for the network that leaves a choice; None for the others."""
    weights: Sha256
    flops: Annotated[int, Field(ge=1)]
    """Operations for each pixel of a picture."""


class ChosenSharpener(Value):
    """The engine that sharpens for a whole job."""

    sharpening: Sharpening
    why: str
    """One sentence for people."""


class Stretch(Value):
    """So many frames of a clip at a constant rate: upright, in square pixels of its own size, in the programme's colours.

    It holds no size that was asked for, no captions and no line: whatever is done with it later, it stays the same.
    """

    asset: Asset | None
    """None for a plain background, where there is sound without picture."""
    start: Seconds
    """Of its first frame, from the clip's own beginning."""
    frames: Annotated[int, Field(ge=1)]
    rate: Rate
    depth: Depth = 8

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken() if self.asset else "background"


class Conforming(Value):
    """A stretch to be kept without loss, and by which build of ffmpeg."""

    stretch: Stretch
    build: str

    def spoken(self) -> str:
        """What a person calls it."""
        return self.stretch.spoken()


class Conformed(Value):
    """A stretch, kept without loss: exactly its frames. Nothing was drawn where there is no picture."""

    blob: Blob | None
    width: Count
    height: Count
    frames: Annotated[int, Field(ge=1)]
    rate: Rate
    depth: Depth
    name: Annotated[str, Where()] = ""
    """What a person calls the clip. Not content: a renamed clip is upscaled already."""


class Conformity(Value):
    """Some frames of what was conformed."""

    conformed: Conformed
    first: Count
    frames: Annotated[int, Field(ge=1)]


class Chunk(Value):
    """The unit of upscaling, and its checkpoint: some frames of one segment, never of two."""

    source: Conformity | Stretch
    width: Side
    height: Side
    """Of what it gives."""
    sharpening: Sharpening
    encoder: Encoder
    """How what it gives is kept."""

    @property
    def frames(self) -> int:
        """How many it holds."""
        return self.source.frames

    @property
    def rate(self) -> Rate:
        """Frames a second."""
        return self.source.rate if isinstance(self.source, Stretch) else self.source.conformed.rate

    @property
    def depth(self) -> Depth:
        """Bits of each number of its picture."""
        return self.source.depth if isinstance(self.source, Stretch) else self.source.conformed.depth

    @property
    def first(self) -> int:
        """Its first frame: of a segment, counted in it; of a clip, from the clip's beginning."""
        source = self.source
        return nearest_frame(source.start, source.rate) if isinstance(source, Stretch) else source.first

    @property
    def made_from(self) -> Sha256:
        """The digest of the bytes that it is made from: of the conformed segment, or of the clip."""
        source = self.source
        made_from = source.asset if isinstance(source, Stretch) else source.conformed.blob
        return made_from.sha256 if made_from else Sha256("")

    def spoken(self) -> str:
        """What a person calls it."""
        return self.source.spoken() if isinstance(self.source, Stretch) else self.source.conformed.name


class Upscaled(Value):
    """A finished chunk: one object, and all that says what it is. Whoever reads it checks its bytes against `blob`."""

    blob: Blob
    source: Sha256
    """Of what it was made from: of the conformed segment, or of the clip."""
    first: Count
    """Its first frame in the conformed segment; of a clip, in the clip."""
    frames: Annotated[int, Field(ge=1)]
    width: Side
    height: Side
    engine: Engine
    weights: Sha256
    repeated: Count
    """How many of its frames repeat another one of it, and were not computed again."""


class Chunking(Value):
    """How conformed segments are divided."""

    sizes: tuple[tuple[int, int], ...]
    """For each segment, the size that its picture has in the programme, before any punch-in."""
    scale: Scale
    sharpening: Sharpening
    encoder: Encoder


class Finishing(Value):
    """One segment of the cut as picture, from what was upscaled of it."""

    segment: Segment
    conformed: Conformed
    chunks: tuple[Upscaled, ...] = ()
    """Its frames in order; none for a segment that was large enough as it is."""


class FinishPlan(Value):
    """All segments of the cut, to be finished, and what upscaling them came to."""

    finishing: Many[Finishing]
    frames: Count
    """How many were upscaled."""
    repeated: Count
    """How many of them repeat another one, and were not computed again."""


class Whole(Value):
    """All that is joined into an upscaled clip. Nothing of it is encoded again."""

    asset: Asset
    encoder: Encoder
    rate: Rate
    start: Seconds
    """Of the first frame, from the clip's own beginning."""
    name: str
    """What the file is to be called; its ending says what it is."""
    notes: tuple[str, ...] = ()
    """What a person should know, in sentences."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken()


class Enlarged(Value):
    """An upscaled clip."""

    blob: Blob
    told: Blob
    """What a person should know about it, a sentence a line."""
