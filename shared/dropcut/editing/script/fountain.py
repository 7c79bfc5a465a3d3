"""Fountain, the plain text format of screenplays: each paragraph of dialogue is a line.

- A block of dialogue is a character's row and the rows under it, up to an empty row; a row of two or more spaces in it begins a
  new paragraph of the same speech.
- Sections (`#`) and scene headings are sections. Synopses, transitions, centred rows, lyrics, notes, the boneyard and the title
  page are not spoken.
- Action is not spoken either: it says what is seen. A script without any dialogue is refused with a sentence that says how
  dialogue is written.
- Directions in brackets are kept wherever they stand, those in action when they have a name.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Script
from dropcut.editing.script.between import without
from dropcut.editing.script.draft import Draft
from dropcut.editing.script.fountain_marks import unmarked
from dropcut.editing.script.fountain_rows import (
    Block,
    blocks,
    end_of_action,
    end_of_speech,
    is_scene,
    speaker_at,
    without_title_page,
)
from dropcut.editing.script.left_out import Unspoken
from dropcut.editing.script.said import speech
from dropcut.editing.script.source import Source
from dropcut.editing.script.tidy import can_be_said, tidy

_SECTION: Final = pattern(r"(#{1,6})\s*([^#].*)")
_SCENE_NUMBER: Final = pattern(r" ?#[\w.-]+#$")
_TRANSITION: Final = pattern(r"[^a-z]*(TO|IN|OUT):|>.*")


def read(rows: tuple[str, ...], source: Source) -> Script:
    """The lines and sections. Raises Permanent."""
    text = without("\n".join(without_title_page(rows)), "/*", "*/")
    text = without(text, "[[", "]]", wanted=lambda note: "\n" in note)
    reader = _Reader(source)
    for block in blocks(text.split("\n")):
        reader.take(block)
    return reader.draft.finished()


class _Reader:
    """Takes blocks in order, and remembers how deep the last section is."""

    def __init__(self, source: Source) -> None:
        self.draft = Draft(source)
        self._depth = 0

    def take(self, block: Block) -> None:
        at = 0
        while at < len(block):
            at = self._element(block, at)

    def _element(self, block: Block, at: int) -> int:
        """Take what begins at that row, and tell where it ends."""
        if self._stands_alone(block[at].number, block[at].text.strip()):
            return at + 1
        name = speaker_at(block, at)
        if not name:
            end = end_of_action(block, at)
            self._action(block[at:end])
            return end
        end = end_of_speech(block, at)
        for spaces, paragraph in groupby(block[at + 1 : end], key=lambda row: row.is_spaces):
            if not spaces:
                self._paragraph(name, list(paragraph))
        return end

    def _stands_alone(self, row: int, text: str) -> bool:
        """Whether the row is an element of its own, taken care of here."""
        section = _SECTION.fullmatch(text)
        if section:
            self._depth = len(section[1])
            self.draft.heading(unmarked(section[2]), self._depth, row)
        elif is_scene(text):
            title = _SCENE_NUMBER.sub("", tidy(text.removeprefix(".")))
            self.draft.heading(unmarked(title), self._depth + 1, row)
        elif text.startswith("~"):
            self.draft.leave_out(Unspoken.LYRIC, row)
        else:
            return not text or text.startswith("=") or bool(_TRANSITION.fullmatch(text))
        return True

    def _paragraph(self, name: str, rows: Block) -> None:
        kept = [row for row in rows if not row.is_sung]
        for row in filter(lambda row: row.is_sung, rows):
            self.draft.leave_out(Unspoken.LYRIC, row.number)
        if kept:
            written = self.draft.bounded("\n".join(row.text.strip() for row in kept), kept[0].number)
            self.draft.say(written, replace(speech(unmarked(written)), speaker=name), kept[0].number)

    def _action(self, rows: Block) -> None:
        row = rows[0].number
        said = speech(unmarked(self.draft.bounded("\n".join(row.text for row in rows), row)))
        self.draft.lose(said, row)
        self.draft.direct((cue for cue in said.cues if cue.name), row)
        if can_be_said(said.spoken):
            self.draft.leave_out(Unspoken.ACTION, row)
