"""A script in the making: what each format's reader finds, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Cue, Line, Script, Section, Span
from dropcut.editing.script import limits
from dropcut.editing.script.directions import BEGINS_A_CUE
from dropcut.editing.script.flat import Flat
from dropcut.editing.script.left_out import LeftOut, LostCue, Unspoken
from dropcut.editing.script.said import Said, speech
from dropcut.editing.script.source import Source
from dropcut.editing.script.tidy import can_be_said, tidy

_NOTHING: Final = "Write what is to be said, or take the file out to have the footage tightened."
_SHORTER: Final = "Break it into several lines where the speaker would pause."
_SHORTER_CUE: Final = (
    "Break it into several lines where the speaker would pause, and write in its brackets what is asked for in a few words."
)
_CUE: Final = pattern(r"[\[［【]")
_LONG_CUE: Final = pattern(
    rf"(?<![\\!])(?:[\[［【][^\[\]［］【】]{{{limits.CUE_CHARACTERS},}}+[\]］】](?![(\[])"
    rf"|{BEGINS_A_CUE}[^\[\]［］【】\n]{{{limits.CUE_CHARACTERS},}}+(?=[\[［【\n]|$))"
    rf"|\A(?:B-?ROLL|SHOW|TITLE)[:：][^\n]{{{limits.CUE_CHARACTERS},}}+"
)


class Draft:
    """Numbers the lines, keeps to the limits, and gives directions and names to the line that they belong to."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._lines: list[Line] = []
        self._sections: list[Section] = []
        self._left_out = LeftOut(source.place)
        self._waiting: list[Cue] = []
        self._cues = 0
        self._speaker = ""

    def heading(self, title: Flat, level: int, row: int) -> None:
        """A section begins. Named directions in its title are kept; other brackets belong to the title."""
        self.measure(title.text.strip(), row)
        self._within(len(self._sections) + 1, "headings", row)
        said = speech(title)
        self.lose(said, row)
        named = tuple(cue for cue in said.cues if cue.name)
        self.direct(named, row)
        written = tidy(said.spoken if named or said.open_cues else title.text)
        if written:
            self._sections.append(Section(title=written, level=level, first_line=len(self._lines) + 1, row=row))

    def say(self, written: str, said: Said, row: int, span: Span | None = None) -> None:
        """A line, if there is anything in it that can be said."""
        self.measure(written, row)
        self.lose(said, row)
        if not can_be_said(said.spoken):
            self.direct(said.cues, row)
            self._speaker = said.speaker or self._speaker
            return
        self._within(len(self._lines) + 1, "lines", row)
        self._count(said.cues, row)
        self._lines.append(
            Line(
                number=len(self._lines) + 1,
                written=" ".join(written.split()),
                spoken=said.spoken,
                speaker=said.speaker or self._speaker,
                section=self._sections[-1].title if self._sections else "",
                cues=(*self._waiting, *said.cues),
                span=span,
                row=row,
            )
        )
        self._waiting, self._speaker = [], ""

    def direct(self, cues: Iterable[Cue], row: int) -> None:
        """Directions that stand alone: the next line's."""
        cues = tuple(cues)
        self._count(cues, row)
        self._waiting += (cue.model_copy(update={"at": 0}) for cue in cues)

    def leave_out(self, kind: Unspoken, row: int) -> None:
        """Something that is not spoken, and that the writer may want to know of."""
        self._left_out.add(kind, row)

    def lose(self, said: Said, row: int) -> None:
        """What begins a cue that nothing closes."""
        for written in said.open_cues:
            self._left_out.lose(LostCue.OPEN, written, row)

    def bounded(self, written: str, row: int) -> str:
        """The line; without its longest cues where it is too long. Raises Permanent when it still is."""
        if len(written) > limits.LINE_CHARACTERS:
            for found in _LONG_CUE.finditer(written):
                self._left_out.lose(LostCue.LONG, found[0], row)
            written = _LONG_CUE.sub("[]", written)
        self.measure(written, row)
        return written

    def measure(self, written: str, row: int) -> None:
        """Raise Permanent when one line is too long to be one."""
        if len(written) > limits.LINE_CHARACTERS:
            raise self.source.refusal_at(
                row,
                f"has {len(written):,} characters in one line; {limits.LINE_CHARACTERS:,} is the most",
                _SHORTER_CUE if _CUE.search(written) else _SHORTER,
            )

    def finished(self) -> Script:
        """The script. Raises Permanent when nothing in it is to be said."""
        if not self._lines:
            raise self.source.refusal("holds nothing that is to be said", self._left_out.hint() or _NOTHING)
        last = self._lines[-1]
        at_its_end = (cue.model_copy(update={"at": len(last.spoken)}) for cue in self._waiting)
        self._lines[-1] = last.model_copy(update={"cues": (*last.cues, *at_its_end)})
        return Script(lines=tuple(self._lines), sections=tuple(self._sections), notes=self._left_out.sentences())

    def _count(self, cues: tuple[Cue, ...], row: int) -> None:
        self._cues += len(cues)
        self._within(self._cues, "directions", row)

    def _within(self, count: int, things: str, row: int) -> None:
        if count > limits.LINES:
            raise self.source.refusal_at(
                row, f"is past the {limits.LINES:,} {things} that a script may have", "Split it into several drops."
            )
