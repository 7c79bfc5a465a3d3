"""What is known of an owner's folders in Google Drive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dropcut.cloud.drive.records import DriveDrop
from dropcut.cloud.firestore.portions import changed
from dropcut.cloud.firestore.queries import Query
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.firestore.writes import Seen, Write, deleted, written
from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.domain.names import Owner
from dropcut.engine.deleting.unhindered import Unhindered

_OF_OWNER: Final = (
    "drive-entries", "drive-copies", "drive-deliveries", "drive-feeds", "drive-drops", "drive-marks", "drive-pushes",
    "drive-names",
)  # fmt: skip


def drops_from_drive(store: Store, owner: Owner, name: str | None = None) -> tuple[Seen, ...]:
    """The documents of an owner's folders that are drops: of all, or of the one that is called so."""
    found = store.find(Query("drive-drops", (("owner", "==", owner),))).seen
    return tuple(seen for seen in found if (drop := called(seen)) and name in {None, drop})


def called(drop: Seen) -> str:
    """The name of the drop; empty when it was deleted."""
    return DriveDrop.load(drop.fields["document"]).name


class DriveNotes(Unhindered):
    """See `dropcut.ports.remains.Remains`: the documents. Of a drop it stays known, under the folder's id, how far it was told.

    So nothing is copied anew by itself: it is when something in the folder changes.
    """

    name = "documents about Drive"

    def __init__(self, store: Store) -> None:
        self._store = store

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Delete them."""
        found = tuple(self._found(whose))
        writes = {seen.path for seen in found}
        changed(self._store, found, lambda seen: _gone(seen, whose) if seen.path in writes else None, tuple)
        return (Removed(what="documents about Drive", count=len(found)),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Those that would go now."""
        count = sum(1 for _ in self._found(whose))
        return (Left(what="documents about Drive", count=count, why="They came while the rest went."),) if count else ()

    def _found(self, whose: Whose) -> Iterator[Seen]:
        if whose.job is None:
            for collection in _OF_OWNER:
                yield from self._of(collection, "owner", whose.owner)
            return
        for drop in drops_from_drive(self._store, whose.owner, whose.job.name):
            yield from self._below(drop.fields["root"], drop.fields["name"])
            yield from self._of("drive-names", "folder", drop.fields["name"])
            yield drop

    def _below(self, root: str, folder: str) -> Iterator[Seen]:
        folders = [folder]
        while folders:
            entries = tuple(self._of("drive-entries", "parent", f"{root}~{folders.pop()}"))
            folders += [entry.fields["name"] for entry in entries]
            yield from entries
            yield from self._there(f"drive-copies/{root}~{entry.fields['name']}" for entry in entries)
        yield from self._there(f"{collection}/{root}~{folder}" for collection in ("drive-entries", "drive-deliveries"))

    def _of(self, collection: str, field: str, value: str) -> Iterator[Seen]:
        return iter(self._store.find(Query(collection, ((field, "==", value),))).seen)

    def _there(self, paths: Iterator[str]) -> Iterator[Seen]:
        wanted = list(paths)
        return iter([seen for seen in self._store.read(wanted).seen if seen.there] if wanted else [])


def _gone(seen: Seen, whose: Whose) -> Write:
    """Of a drop it stays how far it was told; all else goes."""
    if whose.job is None or not seen.path.startswith("drive-drops/"):
        return deleted(seen)
    served = DriveDrop.load(seen.fields["document"]).served
    return written(seen, {"document": DriveDrop(name="", served=served).dumped().decode()})
