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
from dropcut.local.cli.where import Where, visited, where
from dropcut.local.elsewhere.opening import drop_of, misused, opened
from dropcut.local.elsewhere.standing import said_elsewhere, status_elsewhere
from dropcut.local.exits import Misuse
from dropcut.local.lock import keeper
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
    if isinstance(home, Address):
        with _elsewhere(named, home) as found:
            yield found
        return
    there = where(named, home)
    with visited(there.place) as workplace:
        yield Asked(workplace.home, there.drop, lambda: status(workplace, there.drop), Status.said, lambda: _goes_on(there))


@contextmanager
def _elsewhere(named: str | None, address: Address) -> Iterator[Asked]:
    drop = drop_of(address, named)
    with opened(address) as elsewhere:
        with misused():
            home = elsewhere.home
        yield Asked(home, drop, lambda: status_elsewhere(elsewhere, drop, address.owner), said_elsewhere, lambda: "It goes on.")


def _goes_on(found: Where) -> str:
    if keeper(found.place.lock) is not None:
        return "It goes on."
    if found.place.drop is not None:
        return f"It goes on with: dropcut make {spoken(str(found.place.inbox))}"
    return "It goes on with the next: dropcut serve"
