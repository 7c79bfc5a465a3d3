"""What a user may settle about a drop, beyond its files: typed with a command, or written in its `dropcut.yaml`."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from dropcut.domain.documents import Document
from dropcut.domain.money import Budget
from dropcut.domain.time import Exact, Rate, Seconds
from dropcut.domain.values import Value, content

Scale = Literal[2, 4]
"""How many times as wide and as high a picture is to become."""


class Preset(StrEnum):
    """What the master is made for: its codecs and its loudness."""

    WEB = "web"
    BROADCAST = "broadcast"
    ARCHIVE = "archive"
    DRAFT = "draft"


class Aspect(StrEnum):
    """The shape of the picture."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"
    PORTRAIT = "4:5"

    @property
    def ratio(self) -> Fraction:
        """Width over height."""
        width, height = self.value.split(":")
        return Fraction(int(width), int(height))


class Fit(StrEnum):
    """What becomes of a picture whose shape is not the programme's."""

    PAD = "pad"
    CROP = "crop"
    BLUR = "blur"


class Burned(StrEnum):
    """Whether captions are part of the picture."""

    NO = "no"
    PLAIN = "plain"
    HIGHLIGHT = "highlight"
    """The word that is being said stands out."""


class Pace(StrEnum):
    """How much silence stays between words and lines."""

    RELAXED = "relaxed"
    NATURAL = "natural"
    TIGHT = "tight"


class Speech(StrEnum):
    """Which engine listens."""

    AUTO = "auto"
    WHISPER = "whisper"
    GUIDED = "guided"
    IMPORT = "import"


class Rights(StrEnum):
    """What becomes of a cut whose footage shows marks of others."""

    ADVISE = "advise"
    """The report tells of them."""
    STRICT = "strict"
    """Nothing is delivered until a person has looked at them and approved."""


class Start(StrEnum):
    """When finding and cutting begin."""

    AUTO = "auto"
    """Once the drop has settled."""
    MANUAL = "manual"
    """Once somebody says so, too."""


class Archive(StrEnum):
    """The codec of the preset `archive`."""

    PRORES = "prores"
    FFV1 = "ffv1"


class Enlarging(Value):
    """What `dropcut upscale` was asked for."""

    scale: Scale
    engine: str
    model: str
    name: str
    """What the file that it makes is to be called."""
    denoise: Annotated[Exact, Field(ge=0, le=1)] | None = None
    """How much of the noise goes, for the network that leaves a choice."""
    compare: bool
    """Whether a still is made that shows before and after side by side."""
    compare_clip: bool = False
    """Whether a few seconds are."""


class Options(Value):
    """What was typed with a command. It stands above what the drop's own settings say; None where nothing was typed."""

    title: str | None = None
    preset: Preset | None = None
    aspect: Aspect | None = None
    speech: Speech | None = None
    upscale: Scale | None = None
    enlarging: Enlarging | None = None
    """Of `dropcut upscale` alone; no setting."""

    def content(self) -> object:
        """What a later version added counts only where it was typed: it changes no key of those who do not use it."""
        return content(_said({name: getattr(self, name) for name in type(self).model_fields}))

    @model_serializer(mode="wrap")
    def _stored(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return _said(handler(self))


class Settings(Document):
    """All that is settled about a drop. Every field has a default, so that an empty `dropcut.yaml` is valid."""

    KIND: ClassVar[str] = "settings"

    title: str = Field(default="", max_length=200)
    """What the cut is called; the drop's own name when empty."""
    preset: Preset = Preset.WEB
    aspect: Aspect | None = None
    """As the clips are, when not said."""
    fit: Fit = Fit.PAD
    height: Annotated[int, Field(ge=16, le=4320)] | None = None
    rate: Rate | None = None
    archive: Archive = Archive.PRORES
    captions: Burned = Burned.NO
    pace: Pace = Pace.NATURAL
    longest_pause: Seconds | None = None
    """Instead of what `pace` says."""
    punch_in: bool = False
    """Come closer at every other jump inside a take, to hide it."""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    speech: Speech = Speech.AUTO
    fillers: tuple[str, ...] = ()
    """Words that are fillers here, beside those of the language."""
    upscale: Scale | None = None
    """How many times larger pictures are made by a network that invents plausible detail."""
    rights: Rights | None = None
    """As `advise` when not said."""
    detector: str | None = Field(default=None, max_length=200)
    """A file of the drop: a model of the YOLO family that looks for marks, too."""
    start: Start | None = None
    """As `auto` when not said. It says when a cut is made, and nothing of what it becomes."""
    budget: Budget | None = None
    """What may be spent on it."""
    pronunciations: dict[str, str] = Field(default_factory=dict)
    """How words are said that no dictionary has: ARPAbet sounds by word."""

    def under(self, options: Options) -> Settings:
        """These settings, with what was typed above them."""
        names = Options.model_fields.keys() & type(self).model_fields.keys()
        typed = {name: value for name in names if (value := getattr(options, name)) is not None}
        return self.model_copy(update=typed)

    def content(self) -> object:
        """What a later version added counts only where it is said: it changes no key of those who do not use it."""
        return content(_said({name: getattr(self, name) for name in type(self).model_fields if name not in _NO_CONTENT}))

    @model_serializer(mode="wrap")
    def _stored(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return _said(handler(self))


_LATER: Final = {"rights", "detector", "upscale", "enlarging", "start", "budget"}
"""Fields that came after the first documents were stored and the first keys made."""
_NO_CONTENT: Final = {"start", "budget"}
"""When and how far it is made, not what."""


def _said(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None or name not in _LATER}
