"""Who lies in whose folder: what is known of ancestors, read when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book, Kept
from dropcut.cloud.drive.files import STATUS, DriveFile
from dropcut.cloud.drive.history import after_news
from dropcut.cloud.drive.records import Entry
from dropcut.cloud.firestore.writes import Write

_DEEPEST = 64
"""Folders above a file. Nobody has more; a circle would."""


class Kin:
    """The entries that one page of news is about, and those above them."""

    def __init__(self, drive: Drive, book: Book) -> None:
        self._drive = drive
        self._book = book
        self._kept: dict[str, Kept[Entry]] = {}
        self._now: dict[str, Entry] = {}
        self._foreign: set[str] = set()

    def read(self, ids: Iterable[str]) -> None:
        """Have these ready."""
        wanted = {each for each in ids if each and each not in self._kept}
        found = self._book.read(Entry, sorted(wanted))
        self._kept |= found
        self._now |= {name: kept.value for name, kept in found.items() if kept.value is not None}

    def entry(self, name: str) -> Entry | None:
        """What is known of a file now."""
        self.read([name])
        return self._now.get(name)

    def learn(self, name: str, file: DriveFile | None) -> None:
        """Take in news of a file, if it lies below the root or ever did."""
        before = self.entry(name)
        if before is None and (file is None or not self._is_below(file)):
            return
        after = after_news(before, file)
        if after is not None:
            self._now[name] = after

    def drop_of(self, entry: Entry | None) -> str | None:
        """The folder right below the root that this lies in, or is; None for what lies in none."""
        for _ in range(_DEEPEST):
            if entry is None:
                return None
            if entry.file.parent == self._book.root.folder:
                return entry.file.id if entry.file.is_folder else None
            entry = self.entry(entry.file.parent) if entry.file.parent else None
        return None

    def writes(self) -> list[Write]:
        """What is to be recorded of all that was learnt."""
        changed = (name for name, entry in self._now.items() if self._kept[name].value != entry)
        return [self._book.written(self._kept[name], self._now[name]) for name in changed]

    def _is_below(self, file: DriveFile) -> bool:
        """Whether a new file lies below the root. Folders between, of which nobody told yet, are taken in too."""
        chain: list[DriveFile] = []
        above = file.parent
        while above and above != self._book.root.folder and self.entry(above) is None and len(chain) < _DEEPEST:
            folder = None if above in self._foreign else self._drive.looked(above)
            if folder is None:
                self._foreign |= {above, *(each.id for each in chain)}
                return False
            chain.append(folder)
            above = folder.parent
        if above != self._book.root.folder and self.entry(above) is None:
            self._foreign |= {each.id for each in chain}
            return False
        for folder in chain:
            self._now[folder.id] = Entry(file=folder)
        return True


def drops_touched(kin: Kin, befores: Sequence[Entry | None], afters: Sequence[Entry | None]) -> set[str]:
    """The drops that something came to, left, or changed in. The page that we rewrite ourselves is no news of a drop."""
    found = {kin.drop_of(entry) for entry in (*befores, *afters) if entry is None or entry.file.ours != STATUS}
    return {drop for drop in found if drop is not None}
