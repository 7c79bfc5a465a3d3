"""Choose meaning: which engine understands what was said in other words, and why."""

from __future__ import annotations

from dropcut.domain.meaning import ChosenMeaning, MeaningWish
from dropcut.ports.tools import Tools


def choose_meaning(_tools: Tools, wish: MeaningWish) -> ChosenMeaning:
    """The engine of this machine; none, and why, where it has none that is of use."""
    from dropcut.search.choosing import chosen

    return chosen(wish)
