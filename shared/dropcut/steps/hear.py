"""Hear: the words of one piece of a long clip, as the network gives them."""

from __future__ import annotations

from dropcut.domain.pieces import HeardPiece, Piece
from dropcut.ports.tools import Tools


def hear(tools: Tools, piece: Piece) -> HeardPiece:
    """Not yet doubted: that needs the whole clip. Raises Permanent when the engine or its model is not on this machine."""
    from dropcut.speech.dividing import heard_piece

    return heard_piece(tools, piece)
