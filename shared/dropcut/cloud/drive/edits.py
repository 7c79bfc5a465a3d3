"""A delivered `review.md` that somebody changed in Drive becomes decisions, before anything is put in its place."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.history import is_there
from dropcut.cloud.drive.media import Media
from dropcut.cloud.drive.records import Delivered, Entry, SentFile
from dropcut.cloud.drive.turns import Turn
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken
from dropcut.engine.home import Home
from dropcut.engine.jobs import decide
from dropcut.engine.paper_edit import FILE, decisions_in
from dropcut.ports.folder import LARGEST_EDIT

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Edits:
    """Of the reviews below one root."""

    drive: Drive
    book: Book
    home: Home

    def edited(self, delivered: Delivered) -> DriveFile | None:
        """What a user made of the review; None while it is ours, or was refused as it is. News of ours may be late."""
        sent = delivered.files.get(FILE)
        entry = self.book.one(Entry, sent.id).value if sent and sent.md5 else None
        if sent is None or entry is None or not is_there(entry) or not _is_new(entry.file, sent, delivered):
            return None
        now = self.drive.looked(sent.id)
        return now if now and not now.trashed and _is_new(now, sent, delivered) else None

    def take_in(self, job: JobId, edit: DriveFile, turn: Turn) -> None:
        """Obey it, and let the next delivery take its place; or have the status say why nobody would."""
        try:
            decisions = decisions_in(self.home, job, self._bytes(edit))
        except Permanent as refusal:
            why = f"What you changed in {FILE} is not obeyed: {refusal}"
            turn.note(lambda record: record.with_(refused_edit=edit.md5, remarks=(why,)))
            return
        decide(self.home, job, decisions.made)
        sent = SentFile(id=edit.id, md5=edit.md5, link=edit.link)
        turn.note(lambda record: record.with_(files={**record.files, FILE: sent}, refused_edit="", remarks=()))
        log.info("an edited review is obeyed", job=str(job))

    def _bytes(self, edit: DriveFile) -> bytes:
        if edit.size > LARGEST_EDIT:
            raise Permanent(f"{spoken(edit.name)} is too large to be an edit.", "Delete it: it is then delivered anew.")
        return Media(self.drive.connection).part(edit, 0, edit.size) if edit.size else b""


def _is_new(file: DriveFile, sent: SentFile, delivered: Delivered) -> bool:
    return bool(file.md5) and file.md5 not in {sent.md5, delivered.refused_edit}
