"""What lies in the folder of a drop now, from what is known of it; a folder that was not listed yet is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from dropcut.cloud.drive.book import Book, Kept
from dropcut.cloud.drive.feed import Following
from dropcut.cloud.drive.files import DOCUMENT
from dropcut.cloud.drive.history import is_there
from dropcut.cloud.drive.naming import Named, called, is_hidden
from dropcut.cloud.drive.records import Entry
from dropcut.cloud.firestore.writes import Write
from dropcut.cloud.inbox.listing import DEEPEST, MOST_FILES
from dropcut.domain.errors import Permanent
from dropcut.domain.wording import spoken

_WORD_ENDING: Final = ".docx"
_TEXT_ENDING: Final = ".txt"


class Node(NamedTuple):
    """A file, or what leads to one, and where it comes to lie in the drop."""

    entry: Entry
    path: str


class Walk:
    """A walk through one drop. What `ours` says was made by us is passed by, with all that lies in it."""

    def __init__(self, book: Book, following: Following, era: int, ours: Callable[[Entry], bool]) -> None:
        self._book = book
        self._following = following
        self._era = era
        self._ours = ours

    def files(self, drop: str) -> tuple[Node, ...]:
        """Everything in it but folders; nothing when it is no drop any more. Raises Permanent for what no drop can be."""
        top = self._book.one(Entry, drop)
        if top.value is None or not is_there(top.value) or top.value.file.parent != self._book.root.folder:
            return ()
        found: list[Node] = []
        folders = [Node(top.value, "")]
        while folders:
            folder = folders.pop()
            for node in self._inside(folder):
                (folders if node.entry.file.is_folder else found).append(node)
            _few(top.value, found, folder.path)
        return tuple(sorted(found, key=lambda node: node.path))

    def _inside(self, folder: Node) -> Iterable[Node]:
        if folder.entry.listed != self._era:
            self._following.look_into(folder.entry, self._era)
        for entry in self._book.store.settle(lambda: self._named(folder.entry.file.id)):
            yield Node(entry, f"{folder.path}/{entry.called}".lstrip("/"))

    def _named(self, folder: str) -> tuple[list[Entry], Sequence[Write]]:
        """What lies in a folder, each with its name; names that are new are recorded together, by one alone."""
        above = self._book.one(Entry, folder)
        inside = {name: kept for name, kept in self._book.entries_in(folder).items() if self._counts(kept)}
        names = called(_named(kept.value) for kept in inside.values() if kept.value)
        entries, writes = list[Entry](), list[Write]()
        for name, kept in inside.items():
            if kept.value is None:
                continue
            entry = kept.value.with_(called=names[name], called_for=_called_for(kept.value))
            entries.append(entry)
            if entry != kept.value:
                writes.append(self._book.written(kept, entry))
        return entries, [self._book.renaming(above), *writes] if writes else []

    def _counts(self, kept: Kept[Entry]) -> bool:
        entry = kept.value
        return entry is not None and is_there(entry) and not is_hidden(entry.file.name) and not self._ours(entry)


def _named(entry: Entry) -> Named:
    told = _called_for(entry)
    return Named(
        id=entry.file.id,
        name=name_of(entry),
        created=entry.file.created,
        called=entry.called if entry.called_for == told else "",
    )


def name_of(entry: Entry) -> str:
    """Its name in Drive, with the ending of what it is exported as."""
    if DOCUMENT not in {entry.file.mime, entry.file.target_mime}:
        return entry.file.name
    return entry.file.name + (_TEXT_ENDING if entry.as_text else _WORD_ENDING)


def _called_for(entry: Entry) -> str:
    return f"{entry.file.parent}/{name_of(entry)}"


def _few(drop: Entry, found: list[Node], path: str) -> None:
    if len(found) > MOST_FILES:
        message = f"{spoken(drop.file.name)} holds more than {MOST_FILES:,} files."
        raise Permanent(message, "A drop is the footage of one video: keep only that in it.")
    if path.count("/") >= DEEPEST - 1:
        raise Permanent(f"{spoken(path)} lies deeper than {DEEPEST} folders.", "Move the footage further up.")
