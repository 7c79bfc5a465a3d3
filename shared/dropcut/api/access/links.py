"""Signed links: to one file, for a few minutes, for whoever has them. They say nothing about who made them."""

from __future__ import annotations

from typing import Final

from dropcut.api.access.keys import Keys
from dropcut.api.access.needs import hidden
from dropcut.api.access.sealed import Lasting, Seals
from dropcut.ports.clock import Clock

LONGEST_S: Final = 15 * 60


class Linked(Lasting):
    """What a link leads to."""

    job: str
    file: str
    clip: bool = False
    """Whether it is one of the user's own files, and not a delivered one."""


class Links:
    """Writes and reads them."""

    def __init__(self, keys: Keys, clock: Clock) -> None:
        self._seals = Seals(keys, clock, "links")

    def written(self, linked: Linked) -> str:
        """The part of an address that leads there."""
        return self._seals.sealed(linked)

    def read(self, link: str) -> Linked:
        """Where it leads. Raises NotFound for one that is not ours, or is over."""
        linked = self._seals.opened(link, Linked)
        if linked is None:
            raise hidden()
        return linked
