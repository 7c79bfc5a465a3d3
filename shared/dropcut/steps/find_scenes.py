"""Find scenes: look at every frame of a clip once, and keep what others want to know of them."""

from __future__ import annotations

from dropcut.domain.scenes import Scenes, Seeing
from dropcut.ports.tools import Tools


def find_scenes(tools: Tools, seeing: Seeing) -> Scenes:
    """Raises Permanent for a picture that cannot be decoded and for an engine that is not here, Gone for a changed file."""
    from dropcut.vision.scenes import scenes_of

    return scenes_of(tools, seeing)
