"""What is kept once for all that is an owner's."""

from __future__ import annotations

from dropcut.cloud.firestore.writes import Seen, Write, written
from dropcut.domain.names import Owner


def owner_path(owner: Owner) -> str:
    """Where it lies."""
    return f"owners/{owner}"


def first_epoch(seen: Seen) -> int:
    """The highest epoch of a task that was dropped: one that is recorded anew starts above it."""
    epoch: int = seen.fields.get("dropped_epoch", 0)
    return epoch


def epoch_remembered(seen: Seen, owner: Owner, epoch: int) -> list[Write]:
    """To be written with the end of a task's record. Epochs are small, so that hardly any task raises the highest."""
    if epoch <= first_epoch(seen):
        return []
    return [written(seen, {"schema": "dropcut/owner@1", "owner": owner, "dropped_epoch": epoch})]
