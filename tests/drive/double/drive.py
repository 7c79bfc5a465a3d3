"""Files and folders as Drive keeps them, what their user does with them, and the feed of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import md5, sha256
from threading import RLock
from typing import Any

FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
DOCUMENT = "application/vnd.google-apps.document"
GOOGLES = "application/vnd.google-apps."
_BEGAN = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """A file or folder."""

    id: str
    name: str
    mime: str
    parent: str
    data: bytes = b""
    version: int = 1
    created: int = 0
    modified: int = 0
    trashed: bool = False
    whole: bool = True
    """Whether all bytes are there: before that Drive knows no checksum."""
    target: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    by_us: bool = False
    """Made by the application: no other file may be changed by it."""


class Drive:
    """One account's view of Drive. Safe for threads."""

    def __init__(self, shared_drive: str = "") -> None:
        self.lock = RLock()
        self.items: dict[str, Item] = {}
        self.feed: list[str] = []
        self.forgotten = 0
        """Places in the feed before this are known no more."""
        self.used: set[str] = set()
        """Every id that anything ever had: none comes again."""
        self.hidden: set[str] = set()
        """What the account sees no more."""
        self.lagging: dict[str, int] = {}
        """How many listings more miss a file."""
        self.largest_export = 10_000_000
        self.full = False
        self.shared_drive = shared_drive
        self.noticed: Callable[[], object] = lambda: None
        self._made = 0
        self._moment = 0

    # What a user does

    def folder(self, name: str, parent: str = "") -> str:
        return self._add(Item(self.new_id(), name, FOLDER, parent))

    def put(self, parent: str, name: str, data: bytes, mime: str = "video/mp4", *, whole: bool = True) -> str:
        return self._add(Item(self.new_id(), name, mime, parent, data, whole=whole))

    def document(self, parent: str, name: str, text: str) -> str:
        return self._add(Item(self.new_id(), name, DOCUMENT, parent, text.encode()))

    def shortcut(self, parent: str, name: str, target: str) -> str:
        return self._add(Item(self.new_id(), name, SHORTCUT, parent, target=target))

    def replace(self, item: str, data: bytes, *, whole: bool = True) -> None:
        self.change(item, data=data, whole=whole, modified=self._tick())

    def rename(self, item: str, name: str) -> None:
        self.change(item, name=name)

    def move(self, item: str, parent: str) -> None:
        self.change(item, parent=parent)

    def trash(self, item: str) -> None:
        """Into the bin: what lies in a folder goes with it, and the feed tells of the folder alone."""
        self.change(item, trashed=True)

    def restore(self, item: str) -> None:
        self.change(item, trashed=False)

    def delete(self, item: str) -> None:
        with self.lock:
            for child in [each.id for each in self.items.values() if each.parent == item]:
                self.delete(child)
            del self.items[item]
            self._note(item)

    def hide(self, item: str) -> None:
        """Share it no more, with all that lies in it."""
        with self.lock:
            for each in [item, *self.below(item)]:
                self.hidden.add(each)
                self._note(each)

    def show(self, item: str) -> None:
        """Share it again: the feed tells of it alone."""
        with self.lock:
            self.hidden -= {item, *self.below(item)}
            self._note(item)

    # What it is asked

    def change(self, item: str, **fields: Any) -> Item:
        with self.lock:
            before = self.items[item]
            self.items[item] = replace(before, version=before.version + 1, **fields)
            self._note(item)
            return self.items[item]

    def add_ours(self, item: Item) -> Item:
        with self.lock:
            self._add(replace(item, by_us=True))
            return self.items[item.id]

    def seen(self, item: str) -> Item | None:
        with self.lock:
            return None if item in self.hidden else self.items.get(item)

    def inside(self, folder: str) -> list[Item]:
        """A listing, which may lag behind."""
        with self.lock:
            found = [each for each in self.items.values() if each.parent == folder and not self._in_bin(each)]
            shown = [each for each in found if each.id not in self.hidden and self.lagging.get(each.id, 0) <= 0]
            for each in found:
                if each.id in self.lagging:
                    self.lagging[each.id] -= 1
            return shown

    def below(self, folder: str) -> Iterator[str]:
        for each in [item.id for item in self.items.values() if item.parent == folder]:
            yield each
            yield from self.below(each)

    def path_of(self, item: str) -> str:
        """For a test to say what it means."""
        found = self.items[item]
        return f"{self.path_of(found.parent)}/{found.name}" if found.parent in self.items else found.name

    def new_id(self) -> str:
        with self.lock:
            self._made += 1
            return f"{self._made:04d}_{sha256(str((id(self), self._made)).encode()).hexdigest()[:28]}"

    def told(self, item: Item) -> dict[str, Any]:
        """The resource."""
        told: dict[str, Any] = {
            "kind": "drive#file",
            "id": item.id,
            "name": item.name,
            "mimeType": item.mime,
            "trashed": self._in_bin(item),
            "version": str(item.version),
            "createdTime": _time(item.created),
            "modifiedTime": _time(item.modified),
            "appProperties": item.properties,
            "webViewLink": f"https://drive.google.com/file/d/{item.id}/view",
        }
        if item.parent and item.parent not in self.hidden:
            told["parents"] = [item.parent]
        if self.shared_drive:
            told["driveId"] = self.shared_drive
        if not item.mime.startswith(GOOGLES) and item.whole:
            told |= {"size": str(len(item.data)), "md5Checksum": md5(item.data).hexdigest()}  # noqa: S324 - as Drive does
            told["sha256Checksum"] = sha256(item.data).hexdigest()
        if item.target:
            target = self.items.get(item.target)
            told["shortcutDetails"] = {"targetId": item.target, "targetMimeType": target.mime if target else ""}
        return told

    def _in_bin(self, item: Item) -> bool:
        above = self.items.get(item.parent)
        return item.trashed or (above is not None and self._in_bin(above))

    def _add(self, item: Item) -> str:
        with self.lock:
            now = self._tick()
            self.items[item.id] = replace(item, created=now, modified=now)
            self.used.add(item.id)
            self._note(item.id)
            return item.id

    def _note(self, item: str) -> None:
        self.feed.append(item)
        self.noticed()

    def _tick(self) -> int:
        self._moment += 1
        return self._moment


def _time(moment: int) -> str:
    return (_BEGAN + timedelta(milliseconds=moment)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
