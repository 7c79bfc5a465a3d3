"""Divide: cut a long clip's sound where nobody speaks, into pieces that are heard by themselves."""

from __future__ import annotations

from dropcut.domain.material import Listen
from dropcut.domain.pieces import Divided
from dropcut.ports.tools import Tools


def divide(tools: Tools, listen: Listen) -> Divided:
    """Everything about the clip but its words; its language, where nobody told it, is settled for all pieces.

    Raises Permanent for a sound that cannot be read, for an engine or a model that is not here, Gone for a file that changed.
    """
    from dropcut.speech.dividing import divided

    return divided(tools, listen)
