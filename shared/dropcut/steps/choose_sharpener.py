"""Choose sharpener: which engine and network make pictures larger in this job, and why."""

from __future__ import annotations

from dropcut.domain.models import ModelKind
from dropcut.domain.upscaling import ChosenSharpener, SharpenerWish
from dropcut.ports.tools import Tools


def choose_sharpener(tools: Tools, wish: SharpenerWish) -> ChosenSharpener:
    """The best of what this machine has. Raises Permanent, saying what to install, when nothing here can."""
    from dropcut.upscaling.choosing import chosen

    return chosen(wish, tools.models(ModelKind.UPSCALING))
