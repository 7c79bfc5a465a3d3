"""Gather: the words of a long clip, from those of its pieces."""

from __future__ import annotations

from dropcut.domain.blobs import Many
from dropcut.domain.material import Transcript
from dropcut.domain.pieces import Divided, HeardPiece
from dropcut.ports.tools import Tools


def gather(tools: Tools, divided: Divided, heard: Many[HeardPiece]) -> Transcript:
    """As `transcribe` would have told of the whole clip at once: every word once, at its time in the clip."""
    from dropcut.speech.dividing import gathered

    return gathered(tools, divided, tools.items(heard, HeardPiece))
