"""What `report.json` says, as far as it is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A stretch of a clip, in the clip's own time, and where it stands in the programme. In seconds."""

    clip: str
    start: float
    end: float
    program_start: float
    program_end: float
    sound: str
    """The clip that is heard with it."""
    sound_start: float

    @property
    def sound_end(self) -> float:
        return self.sound_start + self.end - self.start

    def says(self, moment: float) -> bool:
        """Whether a moment of the heard clip is in it."""
        return self.sound_start <= moment < self.sound_end


@dataclass(frozen=True)
class Line:
    """How one line of the script ended."""

    number: int
    text: str
    status: str
    pieces: tuple[Piece, ...]

    @property
    def found(self) -> bool:
        return self.status in {"chosen", "ambiguous"}


@dataclass(frozen=True)
class Report:
    """A whole report."""

    duration: float
    lines: tuple[Line, ...]

    def line(self, number: int) -> Line:
        return next(line for line in self.lines if line.number == number)

    def pieces(self) -> Iterator[Piece]:
        return (piece for line in self.lines for piece in line.pieces)


def reported(text: str | bytes) -> Report:
    """Raises KeyError, naming the field, when the report is not as it is promised."""
    said: dict[str, Any] = json.loads(text)
    return Report(float(said["duration"]), tuple(map(_line, said["lines"])))


def _line(said: dict[str, Any]) -> Line:
    return Line(said["number"], said["text"], said["status"], tuple(map(_piece, said["pieces"])))


def _piece(said: dict[str, Any]) -> Piece:
    start, end, program_start, program_end, sound_start = (
        float(said[name]) for name in ("start", "end", "program_start", "program_end", "sound_start")
    )
    return Piece(said["clip"], start, end, program_start, program_end, said["sound"], sound_start)
