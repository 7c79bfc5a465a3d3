"""Plain text: a non-empty row is a line. A cue that is closed in the next row makes one line of both."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Script
from dropcut.editing.script import limits
from dropcut.editing.script.directions import closed_at, left_open
from dropcut.editing.script.draft import Draft
from dropcut.editing.script.flat import plain
from dropcut.editing.script.said import attributed
from dropcut.editing.script.source import Source

_MARKED: Final = pattern(r"(?<![*_])(\*{1,3}|_{1,3})(\[[^\[\]]*\])\1(?![*_])")
"""A direction between marks of emphasis, which go with it."""


def read(rows: tuple[str, ...], source: Source) -> Script:
    """One line a row. Raises Permanent."""
    draft = Draft(source)
    for row, raw in _whole(rows):
        if raw.strip():
            written = draft.bounded(raw.strip(), row)
            draft.say(written, attributed(plain(_MARKED.sub(r"\2", written))), row)
    return draft.finished()


def _whole(rows: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Rows by their numbers, from 1; with a row that ends within a cue goes the next one, if it closes that cue."""
    number = 0
    while number < len(rows):
        first, parts, rest, length = number, [rows[number]], rows[number], len(rows[number])
        while number + 1 < len(rows) and left_open(rest) and (end := closed_at(rows[number + 1])):
            length += len(rows[number + 1]) + 1
            if length > limits.LINE_CHARACTERS:
                break
            number += 1
            parts.append(rows[number])
            rest = rows[number][end:]
        yield first + 1, "\n".join(parts)
        number += 1
