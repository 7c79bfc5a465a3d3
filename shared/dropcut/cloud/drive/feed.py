"""The feed of changes: the truth about what happened. Each page is recorded by one commit with the place where the next begins.

So a page is taken in once, by whoever comes first, and never half. The place that was lost is as the place that never was:
the feed begins anew, and every folder is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import structlog

from dropcut.cloud.drive.api import Drive, Page
from dropcut.cloud.drive.book import Book, Kept
from dropcut.cloud.drive.faults import LostToken
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.history import after_news, is_there
from dropcut.cloud.drive.kin import Kin, drops_touched
from dropcut.cloud.drive.records import Entry, Feed
from dropcut.cloud.firestore.patience import Patience
from dropcut.cloud.firestore.writes import Write

log = structlog.get_logger(__name__)

_AT_ONCE = 200


class Following:
    """What is known of a root, kept up with Drive."""

    def __init__(self, drive: Drive, book: Book) -> None:
        self._drive = drive
        self._book = book

    def catch_up(self) -> Feed:
        """Take in every change until now. Raises NotFound when the root is not shared with us."""
        patience = Patience()
        while True:
            kept, feed = self._begun()
            try:
                page = self._drive.changes(feed.token, feed.drive)
            except LostToken as lost:
                log.warning("everything is listed anew", why=str(lost), root=str(self._book.root))
                self._begin(kept, self._drive.look(self._book.root.folder))
                patience.wait(kept.seen.path)  # it may be lost again at once, and then not for ever
                continue
            if not self._recorded(kept, feed, page):
                patience.wait(kept.seen.path)
            elif page.last:
                break
        self._list_root(feed.era)
        return feed

    def look_into(self, folder: Entry, era: int) -> None:
        """List a folder, and note that its files are known.

        A listing may lag behind: it takes nothing away. Whatever else was known to lie there is asked for by itself.
        """
        found: dict[str, DriveFile | None] = {file.id: file for file in self._drive.children(folder.file)}
        for name, kept in self._book.entries_in(folder.file.id).items():
            if name not in found and kept.value is not None and is_there(kept.value):
                found[name] = self._drive.looked(name)
        news = list(found.items())
        for begin in range(0, len(news), _AT_ONCE):
            self._take_in(news[begin : begin + _AT_ONCE])
        self._book.changed(Entry, folder.file.id, lambda entry: (entry or folder).with_(listed=era))

    def _begun(self) -> tuple[Kept[Feed], Feed]:
        kept = self._book.one(Feed, "")
        while kept.value is None:
            self._begin(kept, self._drive.look(self._book.root.folder))
            kept = self._book.one(Feed, "")
        return kept, kept.value

    def _begin(self, kept: Kept[Feed], root: DriveFile) -> None:
        """Begin the feed at this moment, in a new era. Nothing is done when somebody else did."""
        token = self._drive.start(root.drive)
        if kept.value is None:
            feed = Feed(token=token, drive=root.drive)
        else:
            feed = kept.value.with_(token=token, drive=root.drive, era=kept.value.era + 1)
        self._book.store.commit([self._book.written(kept, feed)])

    def _recorded(self, kept: Kept[Feed], feed: Feed, page: Page) -> bool:
        if not page.changes and page.token == feed.token:
            return True
        kin = Kin(self._drive, self._book)
        news = {change.id: change.file for change in page.changes}
        kin.read([*news, *(file.parent for file in news.values() if file)])
        befores = [kin.entry(name) for name in news]
        for name, file in news.items():
            kin.learn(name, file)
        told = drops_touched(kin, befores, [kin.entry(name) for name in news]) | self._led_to(kin, news)
        writes: list[Write] = [self._book.written(kept, feed.with_(token=page.token)), *kin.writes(), *self._book.telling(told)]
        return self._book.store.commit(writes)

    def _led_to(self, kin: Kin, news: Iterable[str]) -> set[str]:
        """The drops in which a shortcut leads to something that changed."""
        changed = set(news)
        shortcuts = (kept.value for kept in self._book.shortcuts().values())
        return drops_touched(kin, [entry for entry in shortcuts if entry and entry.file.target in changed], [])

    def _list_root(self, era: int) -> None:
        """List the root once in each era, and have every folder in it looked at."""
        root = self._book.one(Entry, self._book.root.folder).value
        if root is not None and root.listed == era:
            return
        fresh = Entry(file=self._drive.look(self._book.root.folder))
        self._book.changed(Entry, self._book.root.folder, lambda entry: entry or fresh)
        self.look_into(fresh, 0)
        inside = self._book.entries_in(self._book.root.folder).values()
        folders = {kept.value.file.id for kept in inside if kept.value and kept.value.file.is_folder}
        for begin in range(0, len(every := sorted(folders | set(self._book.told()))), _AT_ONCE):
            self._book.tell(every[begin : begin + _AT_ONCE])
        self._book.changed(Entry, self._book.root.folder, lambda entry: (entry or fresh).with_(listed=era))

    def _take_in(self, news: Sequence[tuple[str, DriveFile | None]]) -> None:
        def decide() -> tuple[None, list[Write]]:
            kept = self._book.read(Entry, [name for name, _ in news])
            afters = {name: after_news(kept[name].value, file) for name, file in news}
            changed = {name: entry for name, entry in afters.items() if entry is not None and entry != kept[name].value}
            return None, [self._book.written(kept[name], entry) for name, entry in changed.items()]

        self._book.store.settle(decide)
