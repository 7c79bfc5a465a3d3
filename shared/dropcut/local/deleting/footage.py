"""The owner's own files, which go only when that is asked for."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

from dropcut.domain.deleting import FOOTAGE, Left, Removed, Whose
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.local.place import LOCAL, Place


class Footage(Unhindered):
    """See `dropcut.ports.remains.Remains`. Of a folder that `dropcut make` was called on, nothing ever goes."""

    name = FOOTAGE

    def __init__(self, place: Place) -> None:
        self._place = place

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Delete the owner's inbox and whatever they put into their outbox."""
        count = size = 0
        for file in self._files(whose):
            count, size = count + 1, size + file.lstat().st_size
        for top in self._tops(whose):
            rmtree(top)
        return (Removed(what="files of the owner's own", count=count, bytes=size),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """What is there and was not to go is told too: it is the owner's."""
        count = len(self._files(whose))
        return (Left(what="files of the owner's own", count=count, why="They came while the rest went."),) if count else ()

    def _tops(self, whose: Whose) -> list[Path]:
        place = self._place
        if not whose.footage_goes or place.drop is not None:
            return []
        if not place.by_owner and whose.owner != LOCAL:  # all that lies there is somebody else's
            return []
        tops = [place.inbox / whose.owner, place.outbox / whose.owner] if place.by_owner else [place.inbox, place.outbox]
        return [top for top in tops if top.is_dir() and not top.is_symlink()]

    def _files(self, whose: Whose) -> list[Path]:
        return [path for top in self._tops(whose) for path in top.rglob("*") if path.is_file() and not path.is_symlink()]
