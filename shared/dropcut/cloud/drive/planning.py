"""What is to be done so that the inbox holds what the folder does. Pure: the listing of the inbox says what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dropcut.cloud.drive.wanting import Wanted
from dropcut.cloud.gcs.bucket import NOBODY
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.awaited import CONTENT


class Fetch(NamedTuple):
    """Bytes to be copied from Drive, over that generation of an object."""

    wanted: Wanted
    over: int


class Move(NamedTuple):
    """Bytes that lie in the inbox already, under another name."""

    source: Stored
    wanted: Wanted
    over: int


class Plan(NamedTuple):
    """All of it, in this order."""

    moves: tuple[Move, ...]
    removals: tuple[Stored, ...]
    fetches: tuple[Fetch, ...]
    occupied: tuple[str, ...]
    """Paths at which something lies that did not come from Drive."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.moves or self.removals or self.fetches)


def planned(wanted: Iterable[Wanted], keep: Iterable[str], there: Mapping[str, Stored]) -> Plan:
    """The plan, given what lies in the drop by path. What lies at a path of `keep` is not removed."""
    moves, fetches, occupied = list[Move](), list[Fetch](), list[str]()
    known = {content_of(stored): stored for stored in there.values() if content_of(stored)}
    paths = set(keep)
    for each in wanted:
        paths.add(each.path)
        stands = there.get(each.path)
        if stands is not None and content_of(stands) == each.content:
            continue
        if stands is not None and not content_of(stands):
            occupied.append(each.path)
        elif each.content in known:
            moves.append(Move(known[each.content], each, stands.generation if stands else NOBODY))
        else:
            fetches.append(Fetch(each, stands.generation if stands else NOBODY))
    removals = (stored for path, stored in there.items() if path not in paths and content_of(stored))
    return Plan(tuple(moves), tuple(removals), tuple(fetches), tuple(occupied))


def content_of(stored: Stored) -> str:
    """What it says of its content in Drive; empty for what did not come from there."""
    return stored.metadata.get(CONTENT, "")
