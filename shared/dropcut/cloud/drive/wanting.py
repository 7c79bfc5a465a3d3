"""Which files of a drop are to be copied, as what, and which are not and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from dropcut.cloud.drive.files import DOCUMENT, FOLDER, SHORTCUT, DriveFile
from dropcut.cloud.drive.naming import safe
from dropcut.cloud.drive.walking import Node
from dropcut.domain.arrival import is_partial
from dropcut.domain.assets import Kind
from dropcut.domain.sorting import kind_of
from dropcut.domain.unfinished import name_when_whole
from dropcut.domain.wording import spoken

_LONGEST_PATH = 800
"""In bytes, below the drop: a bucket takes 1,024 with what stands before."""
_GOOGLES: Final = {
    "spreadsheet": "a spreadsheet",
    "presentation": "a presentation",
    "form": "a form",
    "drawing": "a drawing",
    "map": "a map",
    "site": "a site",
}
_LAST: Final = (Kind.SCRIPT, Kind.SETTINGS)
"""A script makes whole what came before it, and settings say what becomes of it."""


class Wanted(NamedTuple):
    """A file of Drive and its place in the drop."""

    id: str
    """Of what lies in the drop: of a shortcut, its own."""
    path: str
    file: DriveFile
    """Where the bytes are."""
    as_text: bool = False

    @property
    def content(self) -> str:
        """Changes with its bytes."""
        return f"{self.file.content} as text" if self.as_text else self.file.content


class Sorted(NamedTuple):
    """What becomes of all files of a drop."""

    wanted: tuple[Wanted, ...]
    """In the order in which they are copied."""
    coming: tuple[str, ...]
    """Paths of what is not all there in Drive yet."""
    unfinished: tuple[tuple[str, str], ...]
    """Paths whose names say that somebody still brings them, and how far they are: nobody knows whether they will be whole."""
    notes: tuple[str, ...]
    """What is left out or called otherwise, in sentences."""


def sorted_out(nodes: Iterable[Node], target: Callable[[str], DriveFile | None]) -> Sorted:
    """Look at each. `target` gives what a shortcut leads to, if it is shown to us."""
    wanted, coming, unfinished, notes = list[Wanted](), list[str](), list[tuple[str, str]](), list[str]()
    for node in nodes:
        source = target(node.entry.file.target) if node.entry.file.mime == SHORTCUT else node.entry.file
        why = _left_out(node, source)
        if why:
            notes.append(f"{spoken(node.entry.file.name)} is left out: {why}.")
        elif source is not None and (brought := _brought_as(node)):
            unfinished.append((brought, source.content))
        elif source is None or is_partial(node.path):
            continue
        elif not source.content:
            coming.append(node.path)
        else:
            wanted.append(Wanted(node.entry.file.id, node.path, source, node.entry.as_text))
            notes += _renamed(node)
    order = sorted(wanted, key=lambda each: (_LAST.index(kind) + 1 if (kind := kind_of(each.path)) in _LAST else 0, each.path))
    return Sorted(tuple(order), tuple(coming), tuple(unfinished), tuple(notes))


def _brought_as(node: Node) -> str:
    """Under which path it is waited for, when its name says that a program still brings it; empty when it does not."""
    if name_when_whole(node.path):
        return node.path
    meant = name_when_whole(node.entry.file.name)  # one that hides what it brings: its path shows
    folder, slash, _ = node.path.rpartition("/")
    return f"{folder}{slash}{safe(meant)}.part" if meant else ""


def _left_out(node: Node, source: DriveFile | None) -> str:
    file = node.entry.file
    if file.mime == SHORTCUT and file.target_mime == FOLDER:
        return "it is a shortcut to a folder. Put the folder itself here"
    if source is None or source.trashed:
        return "it is a shortcut to a file that is not shared with Dropcut"
    if source.ours:
        return "Dropcut made it"
    if len(node.path.encode()) > _LONGEST_PATH:
        return "it lies in folders with too long names"
    if source.is_of_google and source.mime != DOCUMENT:
        return f"it is {_GOOGLES.get(source.mime.rpartition('.')[2], 'of a kind')} of Google's, neither footage nor a script"
    return ""


def _renamed(node: Node) -> list[str]:
    name, here = node.entry.file.name, node.path.rpartition("/")[2]
    plain = here in {name, f"{name}.docx", f"{name}.txt"}
    return (
        [] if plain else [f"{spoken(name)} is called {spoken(here)} here, because another has that name or it cannot be kept."]
    )
