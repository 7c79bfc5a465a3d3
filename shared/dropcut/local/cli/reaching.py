"""The home that a command is about, opened: one of this machine, or one elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dropcut.domain.names import JobId, Owner
from dropcut.engine.elsewhere import Address, Elsewhere
from dropcut.engine.home import Home
from dropcut.local.cli.where import visited, where
from dropcut.local.elsewhere.opening import drop_of, misused, opened
from dropcut.local.place import Place
from dropcut.local.workplace import Workplace


@dataclass(frozen=True)
class Here:
    """A home of this machine, and the drop that was named, if one was."""

    workplace: Workplace
    place: Place
    drop: JobId | None


@dataclass(frozen=True)
class There:
    """A home elsewhere; `owner` where its address says one."""

    elsewhere: Elsewhere
    home: Home
    owner: Owner | None
    drop: JobId | None


@contextmanager
def reached(named: str | None, home: Path | Address | None) -> Iterator[Here | There]:
    """The one that is meant, for as long as the block lasts. Raises Misuse."""
    if isinstance(home, Address):
        drop = drop_of(home, named)
        with opened(home) as elsewhere:
            with misused():
                there = elsewhere.home
            yield There(elsewhere, there, home.owner, drop)
        return
    found = where(named, home)
    with visited(found.place) as workplace:
        yield Here(workplace, found.place, found.drop)
