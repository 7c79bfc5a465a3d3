"""The status document in the folder of a drop: one document, rewritten when it says something else."""

from __future__ import annotations

from dataclasses import dataclass

from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.files import STATUS, DriveFile
from dropcut.cloud.drive.history import is_there
from dropcut.cloud.drive.sending import Sender
from dropcut.cloud.drive.turns import Turn
from dropcut.domain.values import digest
from dropcut.editing.status.page import Page
from dropcut.editing.status.words import NAME
from dropcut.editing.status.written import as_html


@dataclass(frozen=True)
class Telling:
    """Keeps the document of one drop, for whoever has the turn."""

    drive: Drive
    sender: Sender
    book: Book
    turn: Turn
    folder: DriveFile

    def tell(self, page: Page) -> None:
        """Have the document say this. One that its reader threw away comes back when there is news."""
        record, said = self.turn.note(), digest(page)
        if record.said == said:
            return
        page_id = record.status or self._unrecorded()
        there = self.drive.looked(page_id) if page_id else None
        if there is None or there.trashed:
            there = self.sender.make_page(NAME, self.folder.id, as_html(page))
        else:
            self.sender.rewrite_page(there, as_html(page))
        self.turn.note(lambda record: record.with_(status=there.id, said=said))

    def _unrecorded(self) -> str:
        """One that was made by somebody who died before it was written down: it says itself what it is."""
        inside = (kept.value for kept in self.book.entries_in(self.folder.id).values())
        found = (entry.file for entry in inside if entry and is_there(entry) and entry.file.ours == STATUS)
        return min((file.id for file in found), default="")
