"""Word documents (.docx): a paragraph is a line, in tables too; headings by their style are sections.

Changes are read as accepted: inserted text counts, deleted text does not. Struck and hidden text, comments, footnotes, headers
and the table of contents are not spoken. A break within a paragraph is a space.
"""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Script
from dropcut.editing.script.draft import Draft
from dropcut.editing.script.flat import flat, plain
from dropcut.editing.script.said import attributed
from dropcut.editing.script.source import Source
from dropcut.editing.script.word_package import document
from dropcut.editing.script.word_text import NotWord, Paragraph, read_paragraphs

_HEADING: Final = pattern(
    r"(?:heading|berschrift|überschrift|titre|t[ií]?tulo|titolo|kop|nag[lł]?[oó]?wek|rubrik|overskrift|otsikko)\s?-?([1-9])",
    IGNORECASE,
)
"""Word names the same style in the language of its menus, without the letters that are not ASCII."""
_TITLES: Final = {"title": 1, "titel": 1, "titre": 1, "titolo": 1, "ttulo": 1, "título": 1, "subtitle": 2, "untertitel": 2}
_CONTENTS: Final = pattern(r"(?:toc|verzeichnis|tm|tdc|sommario|inhopg)(?:\d|heading)", IGNORECASE)
_BODY_LEVEL: Final = 9


def read(data: bytes, source: Source) -> Script:
    """The lines and sections of a .docx. Raises Permanent."""
    draft = Draft(source)
    try:
        read_paragraphs(document(data, source), lambda paragraph: _take(paragraph, draft))
    except NotWord as error:
        raise source.refusal(str(error), "Open it in a word processor, and save it again as .docx.") from error
    return draft.finished()


def _take(paragraph: Paragraph, draft: Draft) -> None:
    text = flat(paragraph.pieces)
    level = _level(paragraph)
    if level:
        draft.heading(text, level, paragraph.number)
    elif not _CONTENTS.fullmatch(paragraph.style):
        whole = text.text.strip()
        written = draft.bounded(whole, paragraph.number)
        draft.say(written, attributed(text if written == whole else plain(written)), paragraph.number)


def _level(paragraph: Paragraph) -> int:
    """How deep a heading it is, from 1; 0 for text."""
    if paragraph.outline is not None and paragraph.outline < _BODY_LEVEL:
        return paragraph.outline + 1
    named = _HEADING.fullmatch(paragraph.style)
    return int(named[1]) if named else _TITLES.get(paragraph.style.casefold(), 0)
