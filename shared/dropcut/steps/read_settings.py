"""Read settings: what the drop's `dropcut.yaml` settles, with what was typed above it."""

from __future__ import annotations

from dropcut.domain.assets import Asset
from dropcut.domain.settings import Options, Settings
from dropcut.domain.values import Value
from dropcut.editing.settings import limits
from dropcut.ports.tools import Tools
from dropcut.steps.reading import read_whole


class SettingsFile(Value):
    """The drop's settings file, if it has one, and what was typed with the command."""

    name: str = ""
    asset: Asset | None = None
    options: Options = Options()

    def spoken(self) -> str:
        """What a person calls it."""
        return self.name or "settings"


def read_settings(tools: Tools, file: SettingsFile) -> Settings:
    """Raises Permanent, naming file and row, for what cannot be read, and Gone for a file that changed meanwhile."""
    from dropcut.editing.settings_file import settings_from

    if file.asset is None:
        return Settings().under(file.options)
    data = read_whole(tools, file.asset, limits.BYTES)
    return settings_from(file.name, data).under(file.options)
