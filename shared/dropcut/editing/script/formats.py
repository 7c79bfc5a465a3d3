"""Which format a script is in: what its bytes say first, then the ending of its name."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePosixPath
from re import compile as pattern
from typing import Final

from dropcut.editing.script.source import Source
from dropcut.editing.script.subtitles import WEBVTT
from dropcut.editing.script.timing import is_timing


class Format(Enum):
    """A format that is read, and the endings of its names."""

    TEXT = (".txt",)
    MARKDOWN = (".md", ".markdown")
    FOUNTAIN = (".fountain",)
    WORD = (".docx",)
    SUBTITLES = (".srt", ".vtt")


ENDINGS: Final = {ending: each for each in Format for ending in each.value}
LISTED: Final = ", ".join(ENDINGS)
_CHANGE: Final = f"Save the script in one of the formats {LISTED}."

_PACKAGE: Final = b"PK\x03\x04"
_FOREIGN: Final = (
    (b"%PDF-", "is a PDF"),
    (b"{\\rtf", "is rich text (RTF)"),
    (b"\xd0\xcf\x11\xe0", "is an old Word document, or one with a password"),
    (b"\x1f\x8b", "is a packed archive"),
)
_NUMBER: Final = pattern(r"\ufeff?\s*[0-9]+\s*")


def ending(name: str) -> str:
    """The ending of a name in small letters, with its dot."""
    return PurePosixPath(name).suffix.lower()


def is_word(data: bytes, source: Source) -> bool:
    """Whether a file is to be read as a Word document. Raises Permanent for formats that are not read, and for false names."""
    named = ENDINGS.get(ending(source.name))
    if not named:
        raise source.refusal("is in no format that a script is read from", _CHANGE)
    for start, said in _FOREIGN:
        if data.startswith(start):
            raise source.refusal(f"{said}, whatever its name says", _CHANGE)
    packed = data.startswith(_PACKAGE)
    if data and named is Format.WORD and not packed:
        raise source.refusal("is not a Word document, whatever its name says", _CHANGE)
    return packed


def text_format(name: str, rows: tuple[str, ...]) -> Format:
    """The format of a file of text: subtitles are known by how they begin, even when they are named `.txt`."""
    named = ENDINGS[ending(name)]
    return Format.SUBTITLES if named is Format.TEXT and _begins_like_subtitles(rows) else named


def _begins_like_subtitles(rows: tuple[str, ...]) -> bool:
    if rows[0].startswith(WEBVTT):
        return True
    first = [row for row in rows[:20] if row.strip()][:2]
    return bool(first) and (
        is_timing(first[0]) or (len(first) > 1 and bool(_NUMBER.fullmatch(first[0])) and is_timing(first[1]))
    )
