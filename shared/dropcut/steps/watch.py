"""Watch: the same as finding scenes, of a clip that takes longer than a function may run."""

from __future__ import annotations

from dropcut.domain.scenes import Scenes, Seeing
from dropcut.ports.tools import Tools


def watch(tools: Tools, seeing: Seeing) -> Scenes:
    """Raises what `find_scenes` raises."""
    from dropcut.vision.scenes import scenes_of

    return scenes_of(tools, seeing)
