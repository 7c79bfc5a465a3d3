"""Marks that others left in footage: what was found, where in the picture, when, and how sure that is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from dropcut.domain.assets import Asset, Clip
from dropcut.domain.blobs import Blob
from dropcut.domain.documents import Document
from dropcut.domain.scenes import Excerpt, Scenes
from dropcut.domain.speech import Engine, Share, SpeechStretch
from dropcut.domain.time import Exact
from dropcut.domain.values import Value


class MarkKind(StrEnum):
    """What a mark looks like."""

    OVERLAY = "overlay"
    """Stands still over a picture that changes: a channel bug, a logo, a watermark."""
    MOVING = "moving"
    """The same, but it wanders slowly."""
    TIMECODE = "timecode"
    """Figures that count."""
    LOGO = "logo"
    """One of the drop's own `logos/`."""
    DETECTED = "detected"
    """What the user's own model found."""


class Box(Value):
    """A part of the upright picture, as shares of its width and height."""

    x: Share
    y: Share
    width: Share
    height: Share

    @model_validator(mode="after")
    def _inside(self) -> Self:
        if self.x + self.width > 1 or self.y + self.height > 1 or not self.width or not self.height:
            raise ValueError(f"a box lies within the picture, unlike {self.x}, {self.y}, {self.width} x {self.height}")
        return self

    @property
    def area(self) -> Exact:
        """Of the whole picture's."""
        return self.width * self.height


class Sighting(SpeechStretch):
    """When a mark was seen at one place, in the clip's own time."""

    box: Box


class Mark(Value):
    """One mark of one clip."""

    kind: MarkKind
    box: Box
    """Where it was seen most clearly."""
    spans: Annotated[tuple[Sighting, ...], Field(min_length=1)]
    """In order: when it was seen, and where at that time."""
    confidence: Share
    crop: Excerpt
    """Of `Marks.crops`: the mark and what is around it, to look at."""
    name: str = ""
    """The file of the logo, or what the user's model calls it."""


class Suspicion(Value):
    """Look for marks in a clip that was seen, in the stills that were kept of it."""

    scenes: Scenes
    logos: tuple[Clip, ...] = ()
    """Pictures of marks to look for, ordered by name."""
    detector: Clip | None = None
    """The user's own model, of the YOLO family, as an ONNX file of the drop."""
    runner: Engine | None = None
    """What runs that model, as `choose_seeing` told it."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.scenes.spoken()


class Marks(Document):
    """What `find_marks` tells of one clip. Nothing of it is ever removed from a picture."""

    KIND: ClassVar[str] = "marks"

    asset: Asset
    marks: tuple[Mark, ...] = ()
    """The surest first."""
    crops: Blob | None = None
    """Their pictures, one after another."""
    remarks: tuple[str, ...] = ()
    """What a person should know, in sentences that name no clip."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken()
