"""The documents of one shared folder in Firestore: read and written by compare-and-set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, Final, Generic, NamedTuple, TypeVar

from dropcut.cloud.drive.records import Copying, Delivered, DriveDrop, Entry, Feed
from dropcut.cloud.drive.roots import Root
from dropcut.cloud.firestore.queries import Query
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.firestore.writes import Add, Create, Delete, Fields, Seen, Update, Write, deleted, written
from dropcut.domain.documents import Document
from dropcut.domain.values import Instant

D = TypeVar("D", bound=Document)

_PLACES: Final[dict[type[Document], str]] = {
    Entry: "drive-entries",
    Feed: "drive-feeds",
    DriveDrop: "drive-drops",
    Copying: "drive-copies",
    Delivered: "drive-deliveries",
}
_MARKS = "drive-marks"
_PUSHES = "drive-pushes"
_NAMES = "drive-names"


class Kept(NamedTuple, Generic[D]):
    """A document, if it is there, as it was read."""

    seen: Seen
    value: D | None


class Book:
    """The documents of one root. Each says whose it is."""

    def __init__(self, store: Store, root: Root) -> None:
        self.store = store
        self.root = root

    def read(self, kind: type[D], names: Iterable[str]) -> dict[str, Kept[D]]:
        """Documents of a kind by name: the id of a file or folder."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        found = self.store.read([self._path(kind, name) for name in wanted]).seen
        return {name: _kept(kind, seen) for name, seen in zip(wanted, found, strict=True)}

    def one(self, kind: type[D], name: str) -> Kept[D]:
        """One of them."""
        return self.read(kind, [name])[name]

    def now(self) -> Instant:
        """Firestore's clock."""
        return self.store.now()

    def written(self, kept: Kept[D], value: D) -> Write:
        """The document with that value, as long as nobody wrote it since it was read."""
        return written(kept.seen, self._fields(kept.seen.path.rpartition("~")[2], value))

    def removed(self, kept: Kept[D]) -> Delete:
        """The document gone, as long as nobody wrote it since."""
        return deleted(kept.seen)

    def changed(self, kind: type[D], name: str, change: Callable[[D | None], D]) -> D:
        """Change a document until nobody came in between; gives it."""

        def decide() -> tuple[D, Sequence[Write]]:
            kept = self.one(kind, name)
            value = change(kept.value)
            return value, [] if value == kept.value else [self.written(kept, value)]

        return self.store.settle(decide)

    def entries_in(self, folder: str) -> dict[str, Kept[Entry]]:
        """Whatever is known to lie in a folder, by id."""
        return self._found("parent", f"{self.root}~{folder}")

    def shortcuts(self) -> dict[str, Kept[Entry]]:
        """All of them, by id."""
        return self._found("shortcut_in", str(self.root))

    def told(self) -> dict[str, int]:
        """Every folder that was ever a drop, and how often it was told to be looked at."""
        query = Query(_MARKS, (("root", "==", str(self.root)),))
        return {seen.fields["name"]: int(seen.fields["told"]) for seen in self.store.find(query).seen}

    def told_of(self, drop: str) -> int:
        """How often one of them was."""
        return int(self.store.read([self._mark(drop)]).seen[0].fields.get("told", 0))

    def reservation(self, name: str) -> Seen:
        """Who has the name of a drop, which is one for all folders of an owner."""
        digest = sha256(name.casefold().encode()).hexdigest()
        return self.store.read([f"{_NAMES}/{self.root.owner}~{digest}"]).seen[0]

    def telling(self, drops: Iterable[str]) -> list[Write]:
        """One telling more for each."""
        wanted = sorted(set(drops))
        if not wanted:
            return []
        marks = self.store.read([self._mark(drop) for drop in wanted]).seen
        return [self._told(mark, drop) for drop, mark in zip(wanted, marks, strict=True)]

    def tell(self, drops: Iterable[str]) -> None:
        """Have these looked at again."""
        wanted = sorted(set(drops))
        self.store.settle(lambda: (None, self.telling(wanted)))

    def numbered(self, channel: str, number: int) -> bool:
        """Note the number of a push; False when a later one, or this one, was noted before."""

        def decide() -> tuple[bool, Sequence[Write]]:
            seen = self.store.read([f"{_PUSHES}/{self.root}~{channel}"]).seen[0]
            if int(seen.fields.get("number", 0)) >= number:
                return False, []
            return True, [written(seen, {"schema": "dropcut/drive-push@1", "owner": self.root.owner, "number": number})]

        return self.store.settle(decide)

    def forget_channel(self, channel: str) -> None:
        """Remove what was noted of a channel's pushes."""
        self.store.commit([Delete(f"{_PUSHES}/{self.root}~{channel}", None)])

    def renaming(self, folder: Kept[Entry]) -> Write:
        """To be written with the names of what lies in a folder: refused when somebody else gave names there meanwhile."""
        return Update(folder.seen.path, {"names": Add(1)}, folder.seen.updated)

    def _found(self, field: str, value: str) -> dict[str, Kept[Entry]]:
        query = Query(_PLACES[Entry], ((field, "==", value),))
        return {seen.fields["name"]: _kept(Entry, seen) for seen in self.store.find(query).seen}

    def _found_by(self, name: str) -> dict[str, str]:
        return {"root": str(self.root), "name": name}

    def _path(self, kind: type[Document], name: str) -> str:
        return f"{_PLACES[kind]}/{self.root}~{name}" if name else f"{_PLACES[kind]}/{self.root}"

    def _mark(self, drop: str) -> str:
        return f"{_MARKS}/{self.root}~{drop}"

    def _told(self, mark: Seen, drop: str) -> Write:
        if mark.there:
            return Update(mark.path, {"told": Add(1)})
        return Create(
            mark.path, {"schema": "dropcut/drive-mark@1", "owner": self.root.owner, **self._found_by(drop), "told": 1}
        )

    def _fields(self, name: str, value: Document) -> Fields:
        kind, number = value.schema_name().split("@")
        every: dict[str, Any] = {"schema": f"{kind}-record@{number}", "owner": self.root.owner, **self._found_by(name)}
        if isinstance(value, Entry):
            every |= {"parent": f"{self.root}~{value.file.parent}", "shortcut_in": str(self.root) if value.file.target else ""}
        return {**every, "document": value.dumped().decode()}


def _kept(kind: type[D], seen: Seen) -> Kept[D]:
    return Kept(seen, kind.load(seen.fields["document"]) if seen.there else None)
