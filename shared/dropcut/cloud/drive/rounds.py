"""One round: take in what changed, copy what is missing, deliver what is made, and say how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from random import sample
from typing import NamedTuple

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
from dropcut.cloud.drive.shifts import Shift, is_at_work, shift_on
from dropcut.cloud.drive.walking import Node, Walk
from dropcut.cloud.inbox.naming import inbox_of
from dropcut.domain.errors import NotFound, Permanent, Retryable, Stopped
from dropcut.domain.names import JobId

log = structlog.get_logger(__name__)

_SOME = 20
_NOTES = 100


class _Behind(NamedTuple):
    """A folder of which more was told than was copied, and what is known of it as a drop."""

    name: str
    known: DriveDrop | None


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
        self._following.catch_up()
        told = self._book.told()
        self._copy_each(drop.name for drop in self._behind(told))
        self._for_itself(self._book.root.folder, self._serving.tell_beside)
        for folder in told:
            if not self._deadline.over:
                self._for_itself(folder, lambda folder=folder: self._serving.serve(folder))  # type: ignore[misc]

    def take_news(self) -> None:
        """Take in what changed, and copy it where nobody is at it: whoever is looks once more. Raises as `take`."""
        self._following.catch_up()
        behind, now = self._behind(self._book.told()), self._book.now()
        self._copy_each(drop.name for drop in behind if not is_at_work(drop.known, now))

    def _behind(self, told: Mapping[str, int]) -> list[_Behind]:
        """The drops of which more was told than was copied; nobody's large one holds up the others in each round."""
        records = self._book.read(DriveDrop, told)
        every = [_Behind(name, records[name].value) for name in told]
        behind = [drop for drop in every if drop.known is None or drop.known.served < told[drop.name]]
        return sample(behind, len(behind))

    def _copy_each(self, folders: Iterable[str]) -> None:
        for folder in folders:
            if not self._deadline.over:
                self._for_itself(folder, lambda folder=folder: self._follow(folder))  # type: ignore[misc]

    def _follow(self, folder: str) -> None:
        """Copy a drop, and again when more was told of it meanwhile: of others who were, some left that to us."""
        told = -1
        while (news := self._book.told_of(folder)) > told and not self._deadline.over:
            self._copy(self._following.catch_up(), folder, news)
            told = news

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
        with shift_on(self._book, folder, self._means.holder) as shift:
            standing = self._mirrored(feed, folder, drop, shift, told)
        self._note(folder, standing, told)
        noticed(self._means.home, job, self._means.quiet)
        self._serving.serve(folder)

    def _mirrored(self, feed: Feed, folder: str, drop: DriveDrop, shift: Shift, told: int) -> Standing:
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
            at_work=shift.sign,
            troubles=dict(drop.troubles),
        )
        try:
            return mirror.made(lambda standing: self._announced(folder, job, standing))
        except Permanent as error:
            self._note(folder, Standing((), (), drop.troubles, done=True, refused=str(error)), told)
            raise

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
