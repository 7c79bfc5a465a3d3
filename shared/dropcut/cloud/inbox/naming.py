"""What drops and deliveries are called in a bucket."""

from __future__ import annotations

from unicodedata import category

from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Owner

INBOX = "inbox/"
_OUTBOX = "outbox/"
OURS = {"dropcut-delivery": "yes"}
"""What a delivered object says of itself, so that it is no footage wherever somebody copies it."""
RECORD = ".dropcut/delivery.json"
STATUS_PAGE = "README - status.txt"
"""Tells in an outbox how its drop stands; it is no delivery, and goes with them."""
_OWNER_AND_DROP = 2
_NO_TEXT = {"Cc", "Cs"}


def inbox_of(drop: JobId) -> str:
    """Where a drop's files lie: all names that begin so."""
    return f"{INBOX}{drop}/"


def outbox_of(drop: JobId) -> str:
    """Where a drop's deliveries lie."""
    return f"{_OUTBOX}{drop}/"


def outboxes_of(owner: Owner) -> str:
    """Where all of an owner's deliveries lie."""
    return f"{_OUTBOX}{owner}/"


def delivered_at(name: str) -> tuple[JobId, str] | None:
    """The drop in whose outbox an object lies, and its name there; None for what lies in none."""
    parts = name.removeprefix(_OUTBOX).split("/", 2)
    if not name.startswith(_OUTBOX) or len(parts) <= _OWNER_AND_DROP:
        return None
    drop = JobId(Owner(parts[0]), parts[1])
    return (drop, parts[2]) if is_drop(drop) else None


def is_visible(path: str) -> bool:
    """Whether a path can be a user's file: no part hidden or empty, and all of it text."""
    return not any(category(character) in _NO_TEXT for character in path) and all(
        part and not part.startswith(".") for part in path.split("/")
    )


def is_drop(drop: JobId) -> bool:
    """Whether these names can be a drop's."""
    try:
        JobId.parse(str(drop))
    except Permanent:
        return False
    return is_visible(drop.name)


def drop_of(name: str) -> JobId | None:
    """Which drop an object of the inbox is of, if of any: an event tells its name."""
    parts = name.removeprefix(INBOX).split("/", 2)
    if not name.startswith(INBOX) or len(parts) <= _OWNER_AND_DROP:
        return None
    drop = JobId(Owner(parts[0]), parts[1])
    return drop if is_drop(drop) else None
