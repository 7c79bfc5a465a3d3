"""The script: the lines to be said, in order, and what the writer asked for around them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from dropcut.domain.documents import Document
from dropcut.domain.time import Seconds
from dropcut.domain.values import Count, Value, Where

Number = Annotated[int, Field(ge=1)]
Row = Annotated[int, Field(ge=1), Where()]
"""The row of the file, from 1 (in Word: the paragraph). It says where words stand, so it is no part of what they are."""


class Cue(Value):
    """A direction: written in the script, not spoken. `[SHOW: chart.png]` has a name and a text, `(smiling)` only a text."""

    name: str = ""
    """In capitals."""
    text: str = ""
    at: Count = 0
    """How many characters of the line's spoken text stand before it."""


class Span(Value):
    """When a line was said, where the script tells (subtitles do)."""

    start: Seconds
    end: Seconds

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if not 0 <= self.start <= self.end:
            message = f"a span runs forwards from zero, not from {self.start} to {self.end}"
            raise ValueError(message)
        return self


class Line(Value):
    """One thing to be said. What has no letter and no digit cannot be said, and is no line."""

    number: Number
    written: str
    """As it stands in the file, on one row: marks, directions and all."""
    spoken: str
    """The words to be said, in the script's own spelling and quotes, single spaces between them."""
    speaker: str = ""
    section: str = ""
    """The title of the section that it stands in."""
    cues: tuple[Cue, ...] = ()
    """In order. Directions that stand alone belong to the line after them; those after the last line, to the last."""
    span: Span | None = None
    row: Row


class Section(Value):
    """A heading. Not spoken."""

    title: str
    level: Number
    first_line: Number
    """The number of the first line below it, in whatever section; one more than there are lines when none follows."""
    row: Row


class Script(Document):
    """All that a script file says. Its lines are numbered from 1 in order, and there is at least one."""

    KIND: ClassVar[str] = "script"

    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    """What was left out as not spoken, in sentences for people."""

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        if any(line.number != number for number, line in enumerate(self.lines, 1)):
            message = "lines are numbered from 1 in order"
            raise ValueError(message)
        return self
