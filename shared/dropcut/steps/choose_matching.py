"""Choose matching: which engine tells what pictures show what is asked for, and why."""

from __future__ import annotations

from dropcut.domain.pictures import ChosenMatching, MatchingWish
from dropcut.ports.tools import Tools


def choose_matching(_tools: Tools, wish: MatchingWish) -> ChosenMatching:
    """The engine of this machine; none, and why, where it has none that is of use: then words alone are compared."""
    from dropcut.search.picturing import chosen

    return chosen(wish)
