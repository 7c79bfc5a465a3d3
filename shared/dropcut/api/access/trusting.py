"""A gate for whoever sits at this machine: everybody who reaches it is let in."""

from __future__ import annotations

from typing import Final

from dropcut.api.access.callers import Caller, Shown
from dropcut.domain.access import Rights, Role

HERE: Final = Caller(person="local", rights=Rights(everywhere=Role.ADMIN), way="here")


class Trusting:
    """See `dropcut.api.parts.Gate`. Only for an address that nobody reaches from elsewhere: `guards.sites` stands before it."""

    asks_a_store = False

    def caller(self, shown: Shown) -> Caller | None:  # noqa: ARG002 - whatever they show
        """Whoever sits here."""
        return HERE
