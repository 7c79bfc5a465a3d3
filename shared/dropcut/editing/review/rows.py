"""The rows of a page, each known for what it is, whatever an editor made of its spaces, bullets and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.editing.review import wording
from dropcut.editing.review.pictures import PICTURE
from dropcut.editing.review.written import unescaped

_HEADING: Final = re.compile(r"#{1,6}\s+Line\s+([0-9]{1,6})\s*(?:·.*)?", re.IGNORECASE)
_FIELD: Final = re.compile(
    rf"[-*+]\s+({wording.TAKE}|{wording.BEGIN}|{wording.END}|{PICTURE} [0-9]{{1,5}})\s*:\s*(.*)", re.IGNORECASE
)
_RULE: Final = re.compile(r"[|\s:-]+")
_BULLET: Final = re.compile(r"[*+](?=\s)")
_CELL_END: Final = re.compile(r"\s*(?<!\\)\|\s*")


class Means(Enum):
    """What a row is."""

    NOTHING = auto()
    LINE = auto()
    QUOTE = auto()
    FIELD = auto()
    TO_BE_READ = auto()


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, what it means, and what it says."""

    number: int
    means: Means
    name: str = ""
    """Of a line, its number; of a field, its name."""
    text: str = ""


def refusal_at(row: int, problem: str, hint: str) -> Permanent:
    """What is wrong at a row: `review.md, row 12: …`."""
    return Permanent(f"{wording.FILE}, row {row}: {problem}.", hint)


def rows_of(text: str) -> Iterator[Row]:
    """Every row that is not empty. Raises Permanent for a comment that does not end."""
    for number, row in enumerate(_without_comments(text).split("\n"), 1):
        known = _row(number, row.strip())
        if known.means is not Means.NOTHING:
            yield known


def _row(number: int, row: str) -> Row:
    if found := _HEADING.fullmatch(row):
        return Row(number, Means.LINE, found[1].lstrip("0"), _plain(row))
    if row.startswith(">"):
        return Row(number, Means.QUOTE, text=unescaped(row[1:]))
    if found := _FIELD.fullmatch(row):
        return Row(number, Means.FIELD, found[1].lower(), unescaped(found[2]))
    if _RULE.fullmatch(row) or not row:
        return Row(number, Means.NOTHING)
    return Row(number, Means.TO_BE_READ, text=_plain(row))


def _plain(row: str) -> str:
    return unescaped(_CELL_END.sub(" | ", _BULLET.sub("-", row, count=1) if _BULLET.match(row) else row))


def _without_comments(text: str) -> str:
    """Every comment as empty rows, so that rows keep their numbers. Takes time linear in the text."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0 or text.find("<!--", start + 4, end) >= 0:
            row = text.count("\n", 0, start) + 1
            raise refusal_at(row, "the comment that begins here does not end", "Write --> where it ends.")
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*kept, text[at:]])
