"""Whether a cut lacks what other words may give it."""

from __future__ import annotations

from dropcut.domain.cut import Cut, CutLine, Status
from dropcut.editing.choosing.pins import UNRECOGNISED


def wants_meaning(cut: Cut) -> bool:
    """Whether some line is said nowhere word for word. A script that was read as it stands wants none."""
    return cut.scripted and any(_is_unsaid(line) for line in cut.lines)


def _is_unsaid(line: CutLine) -> bool:
    """A person may have pinned what was found by its meaning before: then its words are wanted again."""
    return line.status is Status.MISSING or UNRECOGNISED in line.reason
