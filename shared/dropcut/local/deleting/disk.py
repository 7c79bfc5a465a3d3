"""What a disk may still hold of files that are gone."""

from __future__ import annotations

from dropcut.domain.deleting import Left, Removed, Whose, Window
from dropcut.domain.values import Instant
from dropcut.engine.deleting.unhindered import Unhindered

_WINDOWS = (
    Window(
        of="free blocks of this disk",
        until=None,
        why="A file system overwrites them when it needs them; an encrypted disk is the remedy.",
    ),
    Window(of="backups of this machine", until=None, why="Dropcut makes none: whoever made some knows how long they last."),
)


class Disk(Unhindered):
    """See `dropcut.ports.remains.Remains`. Holds nothing by itself; the ledger's file is written anew when all else is done."""

    name = "the disk"

    def clear(self, whose: Whose) -> tuple[Removed, ...]:  # noqa: ARG002 - the same
        """Nothing."""
        return ()

    def left(self, whose: Whose) -> tuple[Left, ...]:  # noqa: ARG002 - the same
        """Nothing."""
        return ()

    def windows(self, now: Instant) -> tuple[Window, ...]:  # noqa: ARG002 - no clock of ours ends them
        """Blocks and backups."""
        return _WINDOWS
