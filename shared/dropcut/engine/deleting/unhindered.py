"""What most places have in common."""

from __future__ import annotations

from dropcut.domain.deleting import Whose, Window
from dropcut.domain.values import Instant


class Unhindered:
    """A place that any process clears at any time, and that is brought back with its store or not at all."""

    def hindrance(self, whose: Whose) -> str:  # noqa: ARG002 - whatever it is about
        """None."""
        return ""

    def windows(self, now: Instant) -> tuple[Window, ...]:  # noqa: ARG002 - whoever holds the store tells
        """None of its own."""
        return ()
