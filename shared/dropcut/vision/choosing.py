"""Which engine looks at footage: the one there is, where its packages are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dropcut.domain.scenes import ChosenSeeing, SeeingWish
from dropcut.domain.speech import Engine
from dropcut.vision.library import is_installed, versions
from dropcut.vision.onnx_model import runner_here

_OURS: Final = 4
"""Grows whenever what we make of it would give other scenes."""
_WHY: Final = "Scenes were found by PySceneDetect, with additions of ours for dissolves, flashes and shaking hands."
_NONE: Final = (
    "Footage was not looked at, so no scenes and no marks are known: PySceneDetect is not on this machine. "
    "To have it: pip install 'dropcut[vision]'."
)


def engine_here() -> Engine | None:
    """The engine of this machine, resolved."""
    return Engine(name="scenedetect", version=f"{_OURS}; {versions()}") if is_installed() else None


def chosen(_wish: SeeingWish, here: Callable[[], bool] = is_installed) -> ChosenSeeing:
    """The engine, or none and what to do; and what runs a user's own model, which no engine of ours needs."""
    engine = engine_here() if here() else None
    return ChosenSeeing(engine=engine, why=_WHY if engine else _NONE, runner=runner_here())
