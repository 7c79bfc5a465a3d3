"""What part of a job a passage is of, as a word that is kept with its words and that nobody can type."""

from __future__ import annotations

from typing import Final

from dropcut.domain.searching import Part

_MARKERS: Final = {Part.SCRIPT: "\ue001", Part.TRANSCRIPT: "\ue002", Part.REPORT: "\ue003"}
"""Of the private signs of Unicode: no text has them as a word, for they are no letters."""


def marker(part: Part) -> str:
    """Its word."""
    return _MARKERS[part]
