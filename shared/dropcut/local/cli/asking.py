"""What `status`, `cancel` and `retry` ask, of whichever home is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import Address
from dropcut.engine.home import Home
from dropcut.local.cli.reaching import Here, There, reached
from dropcut.local.elsewhere.standing import said_elsewhere, status_elsewhere
from dropcut.local.exits import Misuse
from dropcut.local.lock import keeper
from dropcut.local.place import Place
from dropcut.local.standing import Status, status


@dataclass(frozen=True)
class Asked:
    """A home that is open, and the drop that was named, if one was."""

    home: Home
    drop: JobId | None
    status: Callable[[], Status]
    said: Callable[[Status], Iterator[str]]
    """That, line by line."""
    goes_on: Callable[[], str]
    """Says who does what was asked for."""

    @property
    def named(self) -> JobId:
        """The drop. Raises Misuse when none was named."""
        if self.drop is None:
            raise Misuse("Which drop?", "Name a folder, or a drop of the inbox as <owner>/<name>.")
        return self.drop


@contextmanager
def asked(named: str | None, home: Path | Address | None) -> Iterator[Asked]:
    """The home that is meant, for as long as the block lasts. Raises Misuse."""
    with reached(named, home) as found:
        yield _here(found) if isinstance(found, Here) else _there(found)


def _here(found: Here) -> Asked:
    workplace, drop = found.workplace, found.drop
    return Asked(workplace.home, drop, lambda: status(workplace, drop), Status.said, lambda: _goes_on(found.place))


def _there(found: There) -> Asked:
    elsewhere, drop = found.elsewhere, found.drop
    return Asked(
        found.home, drop, lambda: status_elsewhere(elsewhere, drop, found.owner), said_elsewhere, lambda: "It goes on."
    )


def _goes_on(place: Place) -> str:
    if keeper(place.lock) is not None:
        return "It goes on."
    if place.drop is not None:
        return f"It goes on with: dropcut make {spoken(str(place.inbox))}"
    return "It goes on with the next: dropcut serve"
