"""The cut: which stretch of which clip comes when, and why. The edit decision list of everything that is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Final, NamedTuple

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from dropcut.domain.assets import Clip
from dropcut.domain.documents import Document
from dropcut.domain.images import ImageFile
from dropcut.domain.overlays import Overlay
from dropcut.domain.programme import Format
from dropcut.domain.speech import Engine, Share
from dropcut.domain.time import Seconds
from dropcut.domain.values import Count, Value, content, without_silence


class Status(StrEnum):
    """How a line ended."""

    CHOSEN = "chosen"
    AMBIGUOUS = "ambiguous"
    """Chosen, but look at it."""
    MISSING = "missing"
    DROPPED = "dropped"
    """A person dropped it."""


class Piece(Value):
    """One stretch of the programme, seen in one clip and heard in the same or another one.

    Frames are the programme's, counted from the clip's own beginning: the picture at `first + n` is what the clip shows
    at `(first + n) / rate`. So an edit elsewhere never moves a piece by part of a frame.
    """

    clip: Count
    """Which of the cut's clips is seen."""
    first: Count
    frames: Annotated[int, Field(ge=1)]
    sound: Count
    """Which of the cut's clips is heard."""
    sound_start: Seconds
    """Where its sound begins, counted from that clip's own beginning."""
    closer: bool = False
    """Punched in, to hide the jump before it."""

    def start(self, format: Format) -> Seconds:  # noqa: A002 - the design's word
        """Where its picture begins, counted from the clip's own beginning."""
        return format.starts(self.first)

    def end(self, format: Format) -> Seconds:  # noqa: A002 - the design's word
        """Where its picture ends."""
        return format.starts(self.first + self.frames)


class Spoken(Value):
    """One word of a line as the script spells it, and when it is said in a piece."""

    text: str
    piece: Count
    """Which of the line's pieces."""
    start: Seconds
    """From the piece's beginning."""
    end: Seconds


class Alternate(Value):
    """Another take that could have been used."""

    score: Share
    reason: str
    pieces: tuple[Piece, ...]


class CutLine(Value):
    """One line of the script (without a script: one kept stretch), and what of the footage stands for it."""

    number: Annotated[int, Field(ge=1)]
    text: str
    """As the script spells it; without a script, what was heard, or nothing."""
    section: str = ""
    status: Status
    score: Share
    reason: str
    """Why this take, or why none, in words."""
    pieces: tuple[Piece, ...] = ()
    """None for a line that is missing or dropped."""
    words: tuple[Spoken, ...] = ()
    caption: str | None = None
    """What a person wants its caption to say, instead of its words."""
    alternates: tuple[Alternate, ...] = ()
    """Best first."""


class Unused(Value):
    """A stretch of a clip that the programme does not use, and why. In the clip's own time."""

    clip: Count
    start: Seconds
    end: Seconds
    text: str
    reason: str


class Removed(Value):
    """What was taken out."""

    silence: Seconds
    fillers: Count
    retakes: Count


class Placed(NamedTuple):
    """A piece at its place."""

    line: CutLine
    piece: Piece
    number: int
    """Which of the line's pieces it is, from 0."""
    first: int
    """The programme's frame that it begins with."""


class Cut(Document):
    """The chosen takes in order, with exact in and out."""

    KIND: ClassVar[str] = "cut"

    format: Format
    engine: Engine | None
    """Which one listened; None when nothing was to be heard."""
    clips: tuple[Clip, ...]
    streams: tuple[Count | None, ...] = ()
    """For each clip, which of its sound streams is heard; None (or nothing) for its first."""
    lines: tuple[CutLine, ...]
    """In the programme's order; a line without pieces where it would come."""
    scripted: bool
    """False when there was no script, and the footage was only tightened."""
    unused: tuple[Unused, ...] = ()
    removed: Removed
    orphans: tuple[str, ...] = ()
    """Decisions that no longer apply, in sentences."""
    notes: tuple[str, ...] = ()
    """What a person should know about the footage or the script, in sentences."""
    images: tuple[ImageFile, ...] = ()
    """Stills that are shown."""
    overlays: tuple[Overlay, ...] = ()
    """Other pictures over the lines, by line and then by their place in it."""

    def content(self) -> object:
        """What a later version added counts only where it is said: it changes no key of those who do not use it."""
        return content(without_silence({name: getattr(self, name) for name in type(self).model_fields}, _LATER))

    @model_serializer(mode="wrap")
    def _stored(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return without_silence(handler(self), _LATER)

    def overlays_of(self, line: CutLine) -> tuple[Overlay, ...]:
        """What lies over a line, or would."""
        return tuple(each for each in self.overlays if each.line == line.number)

    def placed(self) -> Iterator[Placed]:
        """Every piece, in the programme's order."""
        first = 0
        for line in self.lines:
            for number, piece in enumerate(line.pieces):
                yield Placed(line, piece, number, first)
                first += piece.frames

    @property
    def frames(self) -> int:
        """How long the programme is."""
        return sum(piece.frames for line in self.lines for piece in line.pieces)


_LATER: Final = frozenset({"images", "overlays"})
"""Fields that came after the first cuts were stored."""
