"""Which rows of a Fountain file make one element: blocks, speeches, paragraphs of action."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from re import IGNORECASE
from re import compile as pattern
from typing import Final, NamedTuple

from dropcut.editing.script.fountain_marks import unmarked
from dropcut.editing.script.tidy import tidy


class FountainRow(NamedTuple):
    """A row of the file and its number, from 1."""

    number: int
    text: str

    @property
    def is_spaces(self) -> bool:
        """Whether there is nothing to see in it."""
        return not self.text.strip()

    @property
    def is_sung(self) -> bool:
        """Whether it is a lyric."""
        return self.text.lstrip().startswith("~")


Block = list[FountainRow]

_TITLE_KEYS: Final = pattern(
    r"(title|credit|authors?|source|notes|(draft )?date|contact|copyright|revision|format|font)\s*:", IGNORECASE
)
_SCENE: Final = pattern(r"(int|ext|est|int\.?/ext|i/e)[. ].*", IGNORECASE)


def without_title_page(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Empty rows where it stood: from a first row such as `Title: ...` to the first empty one."""
    if not _TITLE_KEYS.match(rows[0]):
        return rows
    length = next((index for index, row in enumerate(rows) if not row.strip()), len(rows))
    return ("",) * length + rows[length:]


def blocks(rows: list[str]) -> Iterator[Block]:
    """Rows between empty ones. A row of two or more spaces is not empty in this format."""
    numbered = (FountainRow(number, text.rstrip("\t")) for number, text in enumerate(rows, 1))
    for empty, block in groupby(numbered, key=lambda row: row.text in {"", " "}):
        if not empty:
            yield list(block)


def is_scene(text: str) -> bool:
    """Whether a row is a scene heading: `INT. KITCHEN - DAY`, or forced with one dot."""
    forced = text.startswith(".") and text[1:2] not in {".", ""}
    return forced or bool(_SCENE.fullmatch(text))


def speaker_at(block: Block, at: int) -> str:
    """The name of who speaks below that row; empty when it names nobody, or when nothing stands below it."""
    if at + 1 >= len(block) or block[at + 1].is_spaces:
        return ""
    text = block[at].text.strip().removesuffix("^")
    if text.startswith("@"):
        return tidy(text[1:].partition("(")[0])
    name = tidy(unmarked(text).text.partition("(")[0])
    return name if name.isupper() and not text.startswith("!") else ""


def end_of_speech(block: Block, at: int) -> int:
    """Where the speech ends whose name stands at that row.

    Rows of spaces are in it; but when what follows one begins a speech or a scene of its own, an editor left the spaces behind.
    """
    for index in range(at + 1, len(block) - 1):
        begins_anew = block[index].is_spaces and (speaker_at(block, index + 1) or is_scene(block[index + 1].text.strip()))
        if begins_anew:
            return index
    return len(block)


def end_of_action(block: Block, at: int) -> int:
    """Where the paragraph of action ends that begins at that row: at the first row of nothing but spaces."""
    return next((index for index in range(at + 1, len(block)) if block[index].is_spaces), len(block))
