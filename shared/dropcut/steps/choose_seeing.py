"""Choose seeing: which engine looks at the footage in this job, and why."""

from __future__ import annotations

from dropcut.domain.scenes import ChosenSeeing, SeeingWish
from dropcut.ports.tools import Tools


def choose_seeing(_tools: Tools, wish: SeeingWish) -> ChosenSeeing:
    """The engine of this machine; none, and why, where it has none."""
    from dropcut.vision.choosing import chosen

    return chosen(wish)
