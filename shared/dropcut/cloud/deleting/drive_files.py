"""What we put into somebody's folder in Google Drive: the cut, and the page that says how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dropcut.cloud.deleting.drive import drops_from_drive
from dropcut.cloud.drive.history import is_there
from dropcut.cloud.drive.records import Delivered, Entry
from dropcut.cloud.firestore.store import Store
from dropcut.domain.deleting import Left, Removed, Whose, Window
from dropcut.domain.values import Instant
from dropcut.engine.deleting.unhindered import Unhindered

if TYPE_CHECKING:
    from dropcut.cloud.drive.api import Drive
    from dropcut.cloud.drive.sending import Sender

_BIN_MS: Final = 30 * 24 * 3_600 * 1_000


def _records(store: Store, whose: Whose) -> Iterator[tuple[str, Delivered]]:
    """What was put into each folder, with the root that it lies below."""
    drops = drops_from_drive(store, whose.owner, None if whose.job is None else whose.job.name)
    for drop in drops:
        (seen,) = store.read([f"drive-deliveries/{drop.fields['root']}~{drop.fields['name']}"]).seen
        if seen.there:
            yield drop.fields["root"], Delivered.load(seen.fields["document"])


class DriveFiles:
    """See `dropcut.ports.remains.Remains`. Only the function for Drive may touch them: elsewhere `drive` is None.

    What its user changed is theirs and stays, and so does the folder that it lies in.
    """

    name = "files in Drive"

    def __init__(self, store: Store, drive: Drive | None = None, sender: Sender | None = None) -> None:
        self._store = store
        self._drive = drive
        self._sender = sender

    def hindrance(self, whose: Whose) -> str:
        """Where there is anything, it waits for the function that may."""
        if (
            self._drive is None
            and whose.delivered
            and any(each.folder or each.status for _, each in _records(self._store, whose))
        ):
            return "What was put into Google Drive goes when the function for Drive looks next."
        return ""

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Put it into the bin."""
        drive, sender = self._drive, self._sender
        if drive is None or sender is None or not whose.delivered:
            return ()
        count = left = 0
        for _, record in _records(self._store, whose):
            changed = 0
            for sent in record.files.values():
                there = drive.looked(sent.id) if sent.id else None
                if there is not None and not there.trashed:
                    mine = there.md5 == sent.md5
                    changed, count = changed + (not mine), count + mine
                    if mine:
                        sender.discard(there)
            for own in (record.status, "" if changed else record.folder):
                there = drive.looked(own) if own else None
                if there is not None and not there.trashed:
                    sender.discard(there)
                    count += 1
            left += changed
        return (Removed(what="files in Drive", count=count, left=left),)

    def left(self, whose: Whose) -> tuple[Left, ...]:  # noqa: ARG002 - what they were is no longer known
        """Nothing: the documents that knew of them are gone."""
        return ()

    def windows(self, now: Instant) -> tuple[Window, ...]:
        """The bin of Drive."""
        if self._drive is None:
            return ()
        return (Window(of="the bin of Google Drive", until=Instant(now + _BIN_MS), why="Drive empties it after 30 days."),)


class DriveNews(Unhindered):
    """See `dropcut.ports.remains.Remains`. Drive tells of what we took away as it tells of everything: that is waited for.

    Were the documents deleted before, that news would make them anew, and the drop with them.
    """

    name = "news from Drive"

    def __init__(self, store: Store, drive: Drive | None = None) -> None:
        self._store = store
        self._drive = drive

    def hindrance(self, whose: Whose) -> str:
        """While something is in the bin of which no news came."""
        if whose.delivered and any(self._is_news(root, file) for root, file in self._ours(whose)):
            return "Google Drive has not told yet that what was put there is gone: the next poll looks."
        return ""

    def clear(self, whose: Whose) -> tuple[Removed, ...]:  # noqa: ARG002 - there is nothing
        """Nothing."""
        return ()

    def left(self, whose: Whose) -> tuple[Left, ...]:  # noqa: ARG002 - there is nothing
        """Nothing."""
        return ()

    def _ours(self, whose: Whose) -> Iterator[tuple[str, str]]:
        for root, record in _records(self._store, whose):
            yield from ((root, file) for file in (record.folder, record.status) if file)

    def _is_news(self, root: str, file: str) -> bool:
        (seen,) = self._store.read([f"drive-entries/{root}~{file}"]).seen
        if not seen.there or not is_there(Entry.load(seen.fields["document"])) or self._drive is None:
            return False
        there = self._drive.looked(file)
        return there is None or there.trashed
