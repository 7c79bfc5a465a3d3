"""The rules of small documents, the same for every store of them."""

from __future__ import annotations

from dropcut.domain.errors import Conflict, Permanent
from dropcut.domain.values import Instant

_LARGEST_NAME = 400


def checked_record(drawer: str, name: str, text: str, largest: int) -> None:
    """Whether a store takes it. Raises Permanent."""
    both = drawer + name
    if not drawer or not name or "~" in both or not both.isprintable() or len(both.encode()) > _LARGEST_NAME:
        raise Permanent(f"{both[:80]!r} cannot name a record.", "A shorter name without ~ can.")
    if len(text.encode()) > largest:
        raise Permanent(f"A record of more than {largest} bytes cannot be kept.", "Say it in fewer words.")


def next_version(name: str, recorded: int, seen: int, now: Instant) -> int:
    """The version after `seen`, where that is the one recorded (0: none). Raises Conflict."""
    if recorded != seen:
        raise Conflict(f"{name} was changed by somebody else meanwhile.", "Read it again.")
    return max(seen + 1, now)
