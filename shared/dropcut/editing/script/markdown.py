"""Markdown, as CommonMark reads it (with tables and ~~struck~~ words): a paragraph or a list item is a line.

Where CommonMark would lose or bend what a writer of a script means, this reader bends CommonMark:
- indented text is a paragraph, not code: writers indent what is said
- `---` right under a sentence, a speaker's row or a direction is a rule, not the mark of a heading
- `1986. A good year` keeps its number: a list numbered past 999 is no list
- HTML blocks are paragraphs: their tags are not spoken, their text is; comments may hold empty rows
- a row that begins with a speaker's name begins a new line, though no empty row stands before it
"""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dropcut.domain.script import Script
from dropcut.editing.script.comments import without_comments, without_front_matter
from dropcut.editing.script.draft import Draft
from dropcut.editing.script.flat import flat
from dropcut.editing.script.inline import Inline
from dropcut.editing.script.left_out import Unspoken
from dropcut.editing.script.said import attributed, speech
from dropcut.editing.script.source import Source
from dropcut.editing.script.tidy import can_be_said

_DEEPEST: Final = 60
_SENTENCE_END: Final = pattern(r"[.!?…。！？][\"'”’»)*_]*$")
_TASK: Final = pattern(r"\[[ xX]\]\s+")
_FOOTNOTE: Final = pattern(r"\[\^[^\]\s]+\]:")
_LARGEST_LIST_NUMBER: Final = 999


def read(rows: tuple[str, ...], source: Source) -> Script:
    """The lines and sections. Raises Permanent."""
    blocks = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["html_block", "code"])
    links: dict[str, object] = {}
    tokens: list[Token] = []
    blocks.block.parse("\n".join(without_comments(without_front_matter(rows))), blocks, links, tokens)
    reader = _Reader(source, Inline(links))
    for token in tokens:
        reader.take(token)
    return reader.draft.finished()


class _Reader:
    """Takes blocks in order, and remembers what the next text stands in."""

    def __init__(self, source: Source, inline: Inline) -> None:
        self.draft = Draft(source)
        self._inline = inline
        self._heading: Token | None = None
        self._in_table = False
        self._in_item = False
        self._number = ""

    def take(self, token: Token) -> None:
        row = (token.map or [0])[0] + 1
        if token.level >= _DEEPEST - 2:
            raise self.draft.source.refusal_at(row, "is nested too deeply", "Take away some of its > or list marks.")
        match token.type:
            case "heading_open":
                self._heading = token
            case "table_open" | "table_close":
                self._in_table = token.type == "table_open"
                if self._in_table:
                    self.draft.leave_out(Unspoken.TABLE, row)
            case "list_item_open":
                self._in_item, self._number = True, token.info
            case "list_item_close":
                self._in_item, self._number = False, ""
            case "fence":
                self.draft.leave_out(Unspoken.CODE, row)
            case "inline" if not self._in_table:
                self._text(token.content, row)

    def _text(self, content: str, row: int) -> None:
        self.draft.measure(content if self._heading else "", row)
        heading, self._heading = self._heading, None
        in_item, self._in_item = self._in_item, False
        number, self._number = self._number, ""
        if heading and not (heading.markup == "-" and self._is_speech(content)):
            self.draft.heading(flat(self._inline.pieces(content)), int(heading.tag[1:]), row)
        elif _FOOTNOTE.match(content):
            self.draft.leave_out(Unspoken.FOOTNOTE, row)
        else:
            self._lines(_item(content, number) if in_item else content, row)

    def _is_speech(self, content: str) -> bool:
        """Whether what CommonMark takes for a heading, for the rule under it, is a line or a direction."""
        if "\n" in content or _SENTENCE_END.search(content.rstrip()) or self._inline.begins_with_a_name(content):
            return True
        return not can_be_said(speech(flat(self._inline.pieces(content))).spoken)

    def _lines(self, content: str, row: int) -> None:
        for index, raw in self._by_speaker(content.split("\n")):
            written = self.draft.bounded(raw, row + index)
            self.draft.say(written, attributed(flat(self._inline.pieces(written))), row + index)

    def _by_speaker(self, rows: list[str]) -> Iterator[tuple[int, str]]:
        starts = [index for index, written in enumerate(rows) if not index or self._inline.begins_with_a_name(written)]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            yield start, "\n".join(rows[start:end])


def _item(content: str, number: str) -> str:
    if number and int(number) > _LARGEST_LIST_NUMBER:
        return f"{number}. {content}"
    return _TASK.sub("", content, count=1) if _TASK.match(content) else content
