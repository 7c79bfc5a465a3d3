"""Whether a cut lacks what other words may give it."""

from __future__ import annotations

from typing import Final

from dropcut.domain.cut import Cut, CutLine, Status

UNRECOGNISED: Final = "no word of the line was recognised there"
"""Stands among the reasons of a line that a person pinned to a stretch in which nobody says it."""


def wants_meaning(cut: Cut) -> bool:
    """Whether some line is said nowhere word for word. A script that was read as it stands wants none."""
    return cut.scripted and any(_is_unsaid(line) for line in cut.lines)


def _is_unsaid(line: CutLine) -> bool:
    """A person may have pinned what was found by its meaning before: then its words are wanted again."""
    return line.status is Status.MISSING or UNRECOGNISED in line.reason
