"""What the owner of a drop gets: the cut beside the footage, and a page that says how it stands."""

from __future__ import annotations

import structlog

from dropcut.cloud.arrivals import noticed
from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.delivering import Delivering
from dropcut.cloud.drive.drops import job_of
from dropcut.cloud.drive.edits import Edits
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.history import is_there
from dropcut.cloud.drive.means import Means
from dropcut.cloud.drive.records import Delivered, DriveDrop, Entry
from dropcut.cloud.drive.sending import Sender
from dropcut.cloud.drive.situations import situation_of
from dropcut.cloud.drive.telling import Telling
from dropcut.cloud.drive.turns import Turn, turn_in
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import digest
from dropcut.editing.status.beside import page_beside
from dropcut.editing.status.page import Page
from dropcut.editing.status.words import page_of
from dropcut.engine.situations import doubts_of
from dropcut.ports.folder import Delivery

log = structlog.get_logger(__name__)


class Serving:
    """Writes into the folders of one root, for one invocation."""

    def __init__(self, means: Means, book: Book, deadline: Deadline) -> None:
        self._means = means
        self._book = book
        self._deadline = deadline
        self._drive = Drive(means.connection)
        self._sender = Sender(means.connection)
        self._edits = Edits(self._drive, book, means.home)

    def serve(self, folder: str) -> None:
        """Deliver what is made, look again at what was only just there, and say how it stands."""
        drop, entry = self._book.one(DriveDrop, folder).value, self._book.one(Entry, folder).value
        if drop is None or not drop.name or entry is None or entry.gone or entry.file.trashed:
            return
        if entry.file.parent != self._book.root.folder:
            return
        job, name = self._job(job_of(self._book, drop)), job_of(self._book, drop)
        if job is None and self._means.home.withheld(name, self._means.home.folder.files(name)):
            return  # it was deleted, and is not begun again by itself
        if job is not None and job.arriving:
            noticed(self._means.home, job.id, self._means.quiet)
        self._deliver_and_tell(entry.file, drop, job)

    def _deliver_and_tell(self, folder: DriveFile, drop: DriveDrop, job: Job | None) -> None:
        delivered = self._book.one(Delivered, folder.id).value or Delivered()
        id_ = job_of(self._book, drop)
        edit = self._edits.edited(delivered)
        standing = self._means.home.folder.delivery(id_)
        due = standing is not None and standing.revision > delivered.revision
        judged = _to_judge(job, delivered)
        page = self._page(folder, drop, job, delivered)
        if not due and not judged and edit is None and delivered.said == digest(page):
            return
        with turn_in(self._book, folder.id, self._means.holder) as turn:
            if edit is not None:
                self._edits.take_in(id_, edit, turn)
                job = self._job(id_)
            if standing is not None and due:
                self._deliver(folder, standing, turn)
            if job is not None and judged:
                doubts = doubts_of(self._means.home, job)
                turn.note(lambda record: record.with_(judged=judged, doubts=doubts))
            now = self._page(folder, drop, job, turn.note())
            Telling(self._drive, self._sender, self._book, turn, folder).tell(now)

    def _page(self, folder: DriveFile, drop: DriveDrop, job: Job | None, delivered: Delivered) -> Page:
        situation = situation_of(folder.name, drop, job, delivered, self._means.home.ledger.now())
        return page_of(situation)

    def _deliver(self, folder: DriveFile, standing: Delivery, turn: Turn) -> None:
        blobs = self._means.home.blobs
        try:
            Delivering(self._drive, self._sender, turn, folder, blobs.open, self._deadline).bring(standing)
        except Permanent as error:
            why = str(error)
            turn.note(lambda record: record.with_(trouble=why))
            log.error("not delivered", folder=folder.name, why=why)  # noqa: TRY400 - what went wrong is known

    def _job(self, job: JobId) -> Job | None:
        try:
            return self._means.home.ledger.job(job)
        except NotFound:
            return None

    def tell_beside(self) -> None:
        """What lies right in the root belongs to no drop, and whoever put it there is told."""
        top = self._book.root.folder
        inside = (kept.value for kept in self._book.entries_in(top).values())
        beside = [
            entry.file.name for entry in inside if entry and is_there(entry) and not (entry.file.is_folder or entry.file.ours)
        ]
        delivered, root = self._book.one(Delivered, top).value or Delivered(), self._book.one(Entry, top).value
        page = page_beside(root.file.name if root else "", sorted(beside))
        if root is None or delivered.said == digest(page) or not (beside or delivered.said):
            return
        with turn_in(self._book, top, self._means.holder) as turn:
            Telling(self._drive, self._sender, self._book, turn, root.file).tell(page)


def _to_judge(job: Job | None, delivered: Delivered) -> str:
    """The revision and state whose cut was not looked at for lines that a person should see; empty when none is."""
    if job is None or job.state not in {JobState.DONE, JobState.HELD}:
        return ""
    stands = f"{job.revision} {job.state.value}"
    return "" if stands == delivered.judged else stands
