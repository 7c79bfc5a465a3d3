"""One round: take in what changed, copy what is missing, deliver what is made, and say how it stands."""

from __future__ import annotations

from collections.abc import Callable
from random import sample

import structlog

from dropcut.cloud.arrivals import noticed
from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.claims import Claims
from dropcut.cloud.drive.copying import ARRIVING, Copier
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.drops import drop_for, job_of
from dropcut.cloud.drive.feed import Following
from dropcut.cloud.drive.files import STATUS
from dropcut.cloud.drive.means import Means
from dropcut.cloud.drive.media import Media
from dropcut.cloud.drive.mirroring import Mirror, Standing
from dropcut.cloud.drive.records import Delivered, DriveDrop, Entry, Feed
from dropcut.cloud.drive.serving import Serving
from dropcut.cloud.drive.walking import Node, Walk
from dropcut.cloud.inbox.naming import inbox_of
from dropcut.domain.errors import NotFound, Permanent, Retryable, Stopped
from dropcut.domain.names import JobId

log = structlog.get_logger(__name__)

_SOME = 20
_NOTES = 100


class Round:
    """One invocation's work on one root. Any number may be at it at the same moment, and any may be killed at any moment."""

    def __init__(self, means: Means, book: Book, deadline: Deadline) -> None:
        self._means = means
        self._book = book
        self._deadline = deadline
        self._drive = Drive(means.connection)
        self._serving = Serving(means, book, deadline)
        self._claims = Claims(book, means.holder)
        self._following = Following(self._drive, book)

    def take(self) -> None:
        """The whole round. Raises NotFound when the root is not shared with us, and Retryable."""
        told = self.take_news()
        self._for_itself(self._book.root.folder, self._serving.tell_beside)
        for folder in told:
            if not self._deadline.over:
                self._for_itself(folder, lambda folder=folder: self._serving.serve(folder))  # type: ignore[misc]

    def take_news(self) -> tuple[str, ...]:
        """Take in what changed, and copy it; gives every folder that was ever a drop. Raises as `take`."""
        feed = self._following.catch_up()
        told = self._book.told()
        records = self._book.read(DriveDrop, told)
        behind = [name for name, count in told.items() if (known := records[name].value) is None or known.served < count]
        for folder in sample(behind, len(behind)):  # nobody's large drop holds up the others in each round
            if not self._deadline.over:
                self._for_itself(folder, lambda folder=folder: self._copy(feed, folder, told[folder]))  # type: ignore[misc]
        return tuple(told)

    def _for_itself(self, folder: str, act: Callable[[], object]) -> None:
        """Trouble with one drop is none of the others'."""
        try:
            act()
        except Stopped as stop:
            log.info("somebody else goes on", folder=folder, why=str(stop))
        except Retryable as trouble:
            log.warning("left for the next round", folder=folder, why=str(trouble))
        except Permanent as error:
            log.error("this drop needs somebody", folder=folder, why=str(error))  # noqa: TRY400 - what went wrong is known

    def _copy(self, feed: Feed, folder: str, told: int) -> None:
        entry = self._book.one(Entry, folder).value
        if entry is None or not entry.file.is_folder:
            self._book.changed(DriveDrop, folder, lambda drop: (drop or DriveDrop(name="")).with_(served=told))
            return
        drop = drop_for(self._book, entry.file)
        job = job_of(self._book, drop)
        mirror = Mirror(
            book=self._book,
            bucket=self._means.inbox,
            copier=self._copier(job, folder),
            claims=self._claims,
            deadline=self._deadline,
            nodes=lambda: self._nodes(feed, folder),
            target=self._drive.looked,
            side_by_side=self._means.side_by_side,
            troubles=dict(drop.troubles),
        )
        try:
            standing = mirror.made(lambda standing: self._announced(folder, job, standing))
        except Permanent as error:
            self._note(folder, Standing((), (), drop.troubles, done=True, refused=str(error)), told)
            raise
        self._note(folder, standing, told)
        noticed(self._means.home, job, self._means.quiet)
        self._serving.serve(folder)

    def _nodes(self, feed: Feed, folder: str) -> tuple[Node, ...]:
        nodes = Walk(self._book, self._following, feed.era, self._ours(folder)).files(folder)
        if not nodes:
            self._drive.look(self._book.root.folder)  # an empty drop is believed only while the root is shared with us
        return nodes

    def _announced(self, folder: str, job: JobId, standing: Standing) -> None:
        self._note(folder, standing, None)
        noticed(self._means.home, job, self._means.quiet)
        if standing.left:
            self._for_itself(folder, lambda: self._serving.serve(folder))

    def _note(self, folder: str, standing: Standing, told: int | None) -> None:
        def changed(drop: DriveDrop | None) -> DriveDrop:
            if drop is None or not drop.name:
                raise NotFound(f"The drop {folder} was forgotten.")
            served = drop.served if told is None or not standing.done else max(drop.served, told)
            return drop.with_(
                served=served,
                troubles=dict(standing.troubles),
                coming=standing.left[:_SOME],
                coming_count=len(standing.left),
                notes=standing.notes[:_NOTES],
                refused=standing.refused,
            )

        self._book.changed(DriveDrop, folder, changed)

    def _copier(self, job: JobId, folder: str) -> Copier:
        growing = f"{ARRIVING}{self._book.root.owner}/{folder}/"
        media = Media(self._means.connection)
        return Copier(media, self._means.inbox, self._claims, self._deadline, inbox_of(job), growing, self._means.sizes)

    def _ours(self, folder: str) -> Callable[[Entry], bool]:
        delivered = self._book.one(Delivered, folder).value or Delivered()

        def ours(entry: Entry) -> bool:
            by_itself = bool(entry.file.ours) and (entry.file.is_folder or entry.file.ours == STATUS)
            return by_itself or delivered.made(entry.file.id)

        return ours
