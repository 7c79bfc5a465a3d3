"""Plain text: a non-empty row is a line."""

from __future__ import annotations

from dropcut.domain.script import Script
from dropcut.editing.script.draft import Draft
from dropcut.editing.script.flat import plain
from dropcut.editing.script.said import attributed
from dropcut.editing.script.source import Source


def read(rows: tuple[str, ...], source: Source) -> Script:
    """One line a row. Raises Permanent."""
    draft = Draft(source)
    for row, written in enumerate(rows, 1):
        if written.strip():
            draft.measure(written.strip(), row)
            draft.say(written.strip(), attributed(plain(written)), row)
    return draft.finished()
