"""Read the script: the lines to be said."""

from __future__ import annotations

from typing import Final

from dropcut.domain.assets import Clip
from dropcut.domain.script import Script
from dropcut.domain.values import Value
from dropcut.editing.script import limits
from dropcut.ports.tools import Tools
from dropcut.steps.reading import read_whole

_LARGEST: Final = max(limits.TEXT_BYTES, limits.WORD_BYTES)


class ScriptFile(Value):
    """The script and its name, which tells how it is written."""

    clip: Clip

    def spoken(self) -> str:
        """What a person calls it."""
        return self.clip.name


def read_script(tools: Tools, file: ScriptFile) -> Script:
    """Raises Permanent, naming file and row, for what cannot be read, and Gone for a file that changed meanwhile."""
    from dropcut.editing.script.parse import parse

    return parse(file.clip.name, read_whole(tools, file.clip.asset, _LARGEST))
