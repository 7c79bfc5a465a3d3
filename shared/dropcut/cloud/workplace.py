"""What a process of the cloud has to work with."""

from __future__ import annotations

from dataclasses import dataclass

from dropcut.cloud.identity import Guard
from dropcut.cloud.settings import Settings
from dropcut.engine.home import Home
from dropcut.engine.keeping import Keeper


@dataclass(frozen=True)
class Workplace:
    """A home of the cloud, as one process has it for all its requests."""

    settings: Settings
    home: Home
    keeper: Keeper
    guard: Guard

    def serves(self, entry: str, step: str) -> bool:
        """Whether the table of steps says that this entry point, a folder such as `functions/find`, is for that step."""
        return step in self.home.catalog and self.home.catalog[step].entry == entry
