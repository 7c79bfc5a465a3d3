"""What a person settled about the cut. It outlives script edits and late takes: it is kept by what it is about."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from pydantic import SerializerFunctionWrapHandler, model_serializer

from dropcut.domain.documents import Document
from dropcut.domain.overlays import Ask
from dropcut.domain.time import Seconds
from dropcut.domain.values import Count, Sha256, Value, content, without_silence


class LineRef(Value):
    """A line of the script, by what it says: numbers change with every edit."""

    text: str
    """Its spoken text, in lower case, with letters and digits only and single spaces between words."""
    occurrence: Count = 0
    """Which of the lines that say this, from 0 in the script's order."""


class TakeRef(Value):
    """A stretch of a clip, by the clip's bytes and the take's own times."""

    asset: Sha256
    start: Seconds
    end: Seconds


class Place(StrEnum):
    """Where a moved line goes."""

    FIRST = "first"
    AFTER = "after"


class Move(Value):
    """A new place in the programme."""

    place: Place
    line: LineRef | None = None
    """After which line; None for the first place."""


class PictureDecision(Value):
    """What was settled about one of the pictures that a line asks for, by what is asked: places change with every edit."""

    ask: Ask
    words: str
    """As `LineRef.text` is written; empty for the line's own words."""
    occurrence: Count = 0
    """Which of the line's cues that ask this, from 0."""
    pin: TakeRef | None = None
    """Show this stretch."""
    dropped: bool = False


class Decision(Value):
    """All that was settled about one line; what is None is left to the program."""

    line: LineRef
    pin: TakeRef | None = None
    """Use this take."""
    earlier: Seconds | None = None
    """Begin so much earlier than the take does; negative for later."""
    later: Seconds | None = None
    """End so much later; negative for earlier."""
    dropped: bool = False
    move: Move | None = None
    caption: str | None = None
    """What the caption says, instead of the script."""
    pictures: tuple[PictureDecision, ...] = ()
    """One entry a picture."""

    def content(self) -> object:
        """What a later version added counts only where it is said: it changes no key of those who do not use it."""
        return content(without_silence({name: getattr(self, name) for name in type(self).model_fields}, _LATER))

    @model_serializer(mode="wrap")
    def _stored(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return without_silence(handler(self), _LATER)


_LATER: Final = frozenset({"pictures"})
"""Fields that came after the first decisions were stored."""


class Decisions(Document):
    """All that was settled about a drop, one entry a line."""

    KIND: ClassVar[str] = "decisions"

    made: tuple[Decision, ...] = ()
