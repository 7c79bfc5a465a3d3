"""Saying what will come into a drop, and taking that back."""

from __future__ import annotations

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.awaited import AWAITED, Awaited
from dropcut.domain.errors import Conflict
from dropcut.domain.values import digest

_SAID = "dropcut-awaited"


def promised(bucket: Bucket, top: str, seen: Stored | None, awaited: Awaited) -> bool:
    """Have it say that these will come, unless it does. False when somebody else said something since it was `seen`."""
    try:
        if awaited == Awaited():
            if seen is not None:
                bucket.delete(top + AWAITED, seen.generation)
        elif seen is None or seen.metadata.get(_SAID) != digest(awaited):
            bucket.put(top + AWAITED, awaited.dumped(), {_SAID: digest(awaited)}, seen.generation if seen else NOBODY)
    except Conflict:
        return False
    return True
