"""One place in which a home keeps something of its owners, as whoever deletes an owner or a drop sees it."""

from __future__ import annotations

from typing import Protocol

from dropcut.domain.deleting import Left, Removed, Whose, Window
from dropcut.domain.values import Instant


class Remains(Protocol):
    """What is kept in one place. Every call may raise Unavailable and Retryable; saying it again is always right.

    Nothing but what `whose` covers is touched, whatever it is called. A new adapter joins `tests/conformance/test_remains.py`.
    """

    @property
    def name(self) -> str:
        """What a person calls the place; one for each place of a home."""

    def hindrance(self, whose: Whose) -> str:
        """Why this process cannot clear it now, in a sentence; empty when it can."""

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Delete it, and say what went. Stopped at any moment and said again, it goes on."""

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Look through the place, and say what is there."""

    def windows(self, now: Instant) -> tuple[Window, ...]:
        """Where what went could be brought back from, when it went now."""
