"""Small documents beside the ledger: who may do what, who is signed in, what was asked before."""

from __future__ import annotations

from typing import Final, Protocol

from dropcut.domain.values import Count, Instant, Value

LARGEST_RECORD: Final = 256 * 1024
"""In bytes of UTF-8: a Firestore document holds 1 MiB."""


class Record(Value):
    """One of them."""

    name: str
    version: Count
    """Another one after every change; it never comes again under that name."""
    text: str
    until: Instant | None = None
    """From then on it is gone."""


class Records(Protocol):
    """Documents by drawer and name, changed by compare-and-set; each call is one atomic, durable change.

    Drawers and names are printable text without `~`, at most 400 bytes together. What is gone by the store's clock is not
    there, whether or not its bytes were already cleared away. Every call may raise Unavailable, after which its effect may
    or may not have happened. A new adapter joins `tests/conformance/adapters.py`.
    """

    def now(self) -> Instant:
        """The store's clock."""

    def record(self, drawer: str, name: str) -> Record | None:
        """The document, if it is there."""

    def keep(self, drawer: str, name: str, text: str, seen: int = 0, until: Instant | None = None) -> Record:
        """Write it in the place of version `seen`; 0: where none is there. Raises Conflict, and of many racers one wins.

        Raises Permanent for more than `LARGEST_RECORD` bytes.
        """

    def drop(self, drawer: str, name: str) -> None:
        """Remove it. One that is not there is fine."""

    def records(self, drawer: str, beginning: str, limit: int, after: str = "") -> tuple[Record, ...]:
        """Some whose names begin like that and come behind `after`, in the order of the names' bytes."""
