"""What we put into somebody's folder in Google Drive: the cut, and the page that says how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dropcut.cloud.deleting.drive import drops_from_drive
from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.records import Delivered
from dropcut.cloud.drive.sending import Sender
from dropcut.cloud.firestore.store import Store
from dropcut.domain.deleting import Left, Removed, Whose, Window
from dropcut.domain.values import Instant

_BIN_MS: Final = 30 * 24 * 3_600 * 1_000


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
        if self._drive is None and whose.delivered and any(each.folder or each.status for each in self._records(whose)):
            return "What was put into Google Drive goes when the function for Drive looks next."
        return ""

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Put it into the bin."""
        drive, sender = self._drive, self._sender
        if drive is None or sender is None or not whose.delivered:
            return ()
        count = left = 0
        for record in self._records(whose):
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

    def _records(self, whose: Whose) -> Iterator[Delivered]:
        names = None if whose.job is None else whose.job.name
        drops = drops_from_drive(self._store, whose.owner, names)
        paths = [f"drive-deliveries/{drop.fields['root']}~{drop.fields['name']}" for drop in drops]
        for seen in self._store.read(paths).seen if paths else ():
            if seen.there:
                yield Delivered.load(seen.fields["document"])
