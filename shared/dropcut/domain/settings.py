"""What a user may settle about a drop, beyond its files: typed with a command, or written in its `dropcut.yaml`."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from dropcut.domain.documents import Document
from dropcut.domain.time import Rate, Seconds
from dropcut.domain.values import Value


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


class Archive(StrEnum):
    """The codec of the preset `archive`."""

    PRORES = "prores"
    FFV1 = "ffv1"


class Options(Value):
    """What was typed with a command. It stands above what the drop's own settings say; None where nothing was typed."""

    title: str | None = None
    preset: Preset | None = None
    aspect: Aspect | None = None
    speech: Speech | None = None


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
    pronunciations: dict[str, str] = Field(default_factory=dict)
    """How words are said that no dictionary has: ARPAbet sounds by word."""

    def under(self, options: Options) -> Settings:
        """These settings, with what was typed above them."""
        typed = {name: value for name in Options.model_fields if (value := getattr(options, name)) is not None}
        return self.model_copy(update=typed)
