"""Find marks: what others left in a clip, told from the stills that were kept of it."""

from __future__ import annotations

from dropcut.domain.marks import Marks, Suspicion
from dropcut.ports.tools import Tools


def find_marks(tools: Tools, suspicion: Suspicion) -> Marks:
    """Raises Permanent for a logo that is no picture and for a model that cannot be run, Gone for a changed file."""
    from dropcut.vision.marks import marks_of

    return marks_of(tools, suspicion)
