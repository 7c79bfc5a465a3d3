"""Which inbox a home was served with: whoever comes later, and is not told, must not guess whose folders lie there."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from dropcut.domain.documents import Document
from dropcut.local.files.names import as_name, as_text
from dropcut.local.place import Place, of_home

FILE: Final = "served.json"


class Served(Document):
    """What `dropcut serve` was told when it last began."""

    KIND: ClassVar[str] = "served"

    inbox: str
    by_owner: bool


def write_down(place: Place) -> None:
    """For the home of many drops, by whoever keeps it."""
    file = place.home / FILE
    told = Served(inbox=as_text(str(place.inbox)), by_owner=place.by_owner).dumped()
    if not file.exists() or file.read_bytes() != told:
        beside = file.with_suffix(".new")
        beside.write_bytes(told)
        beside.replace(file)


def home_as_served(home: Path) -> Place:
    """The home of many drops with the inbox that it was last served with; with the one inside it, if it never was."""
    try:
        told = Served.load((home / FILE).read_bytes())
    except FileNotFoundError:
        return of_home(home)
    return of_home(home, Path(as_name(told.inbox)), by_owner=told.by_owner)
