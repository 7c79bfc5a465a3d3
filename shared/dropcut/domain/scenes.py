"""What is seen in a clip, told without knowing any script: its scenes, how each looks, and stills to look at."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Blob
from dropcut.domain.documents import Document
from dropcut.domain.speech import Engine, Share
from dropcut.domain.time import Seconds
from dropcut.domain.values import Count, Value


class Boundary(StrEnum):
    """How a scene begins."""

    START = "start"
    """With the clip."""
    CUT = "cut"
    """From one frame to the next."""
    DISSOLVE = "dissolve"
    """Mixed with the scene before; it begins in the middle of the mixture."""
    FADE = "fade"
    """Out of black, or white; it begins in the middle of what is empty."""


class Excerpt(Value):
    """Some bytes of a blob that holds many pictures one after another, each a JPEG of its own."""

    offset: Count
    size: Count

    def of(self, blob: bytes) -> bytes:
        """These bytes."""
        return blob[self.offset : self.offset + self.size]


class Still(Value):
    """A frame that was kept, upright, to be looked at later without opening the clip again."""

    at: Seconds
    """In the clip's own time."""
    picture: Excerpt


class Scene(Value):
    """Frames of one shot. The scenes of a clip follow one another without a gap, from its first frame to its last."""

    first: Count
    """Its first frame; frames count from 0 in the order in which they are shown."""
    frames: Annotated[int, Field(ge=1)]
    start: Seconds
    """When its first frame is shown, in the clip's own time."""
    end: Seconds
    """When its last frame is gone."""
    boundary: Boundary
    """How it begins."""
    clear_start: Seconds
    """From here on nothing of the scene before is mixed in, and it is fully there."""
    clear_end: Seconds
    """Until here nothing of the next scene is mixed in, and it is still fully there."""
    exposure: Share
    """How well exposed: 1 is well, 0 is all black or all white."""
    sharpness: Share
    """How sharp: 0 is all blurred or empty. Comparable within a clip, roughly between clips."""
    motion: Share
    """How much moves from frame to frame: 0 is a still."""
    black: bool
    """Whether nearly nothing can be seen in it."""
    frozen: bool
    """Whether its picture stands still although it lasts."""
    best: Seconds
    """When its best exposed, sharpest frame is shown, clear of other scenes."""
    thumbnail: Excerpt
    """Of `Scenes.thumbnails`: that frame, small."""

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if not self.start <= self.clear_start <= self.best < self.end or not self.clear_start <= self.clear_end <= self.end:
            raise ValueError(f"a scene runs forwards, not from {self.start} by {self.best} to {self.end}")
        return self

    @property
    def duration(self) -> Seconds:
        """How long it lasts."""
        return self.end - self.start

    @property
    def usable(self) -> bool:
        """Whether there is anything to look at: it is neither black nor without a frame of its own."""
        return not self.black and self.clear_end > self.clear_start


class Seeing(Value):
    """Look at this clip, which has a picture. It knows no script and no settings: edits of those never look again."""

    asset: Asset
    engine: Engine
    """Of this machine, as `choose_seeing` told it."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken()


class SeeingWish(Value):
    """Which engine looks. The choice is made anew at every revision: what is installed may have changed since the last."""

    revision: Count = 0


class ChosenSeeing(Value):
    """The engine that looks for a whole job; None, and why, where this machine has none."""

    engine: Engine | None
    why: str
    """One sentence for people."""
    runner: Engine | None = None
    """What runs models of a user's own that look for marks; None where nothing here does."""


class Scenes(Document):
    """What `find_scenes` tells of one clip, from one pass over its frames."""

    KIND: ClassVar[str] = "scenes"

    asset: Asset
    engine: Engine
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    """In order; a clip without a shot change is one scene."""
    thumbnails: Blob
    """Of the scenes, one after another."""
    stills: tuple[Still, ...] = ()
    """Spread over the whole clip, in order."""
    album: Blob | None = None
    """Their pictures, one after another."""
    remarks: tuple[str, ...] = ()
    """What a person should know about what is seen, in sentences that name no clip."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken()

    @property
    def name(self) -> str:
        """The clip's name in the drop, as it is."""
        return self.asset.upload.file.path

    @property
    def changes(self) -> tuple[Fraction, ...]:
        """Just before when the picture becomes another shot's, in order: halfway from the frame before to the first of it.

        The nearest frame to whatever is later is of the new shot. The clip's beginning and end are none.
        """
        footage = self.asset.footage
        half = 1 / (2 * footage.pictures[0].rate) if footage and footage.pictures else Fraction(0)
        return tuple(scene.start - min(half, scene.duration / 2) for scene in self.scenes[1:])
