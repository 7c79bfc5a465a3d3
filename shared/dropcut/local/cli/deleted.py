"""Where `dropcut delete` and `dropcut export` look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

from dropcut.api.access.audit import Done, note
from dropcut.domain.names import JobId, Owner
from dropcut.domain.retention import millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.elsewhere import Address, Law
from dropcut.engine.home import Home
from dropcut.local import logs, wiring
from dropcut.local.cli.where import visited, where
from dropcut.local.deleting.wiring import deleting
from dropcut.local.elsewhere.opening import drop_of, misused, opened
from dropcut.local.lock import Taken, kept_alone
from dropcut.local.place import Place, of_home
from dropcut.local.reviving import revive
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.workplace import Workplace
from dropcut.ports.records import Records


@dataclass(frozen=True)
class Found:
    """A home that is open."""

    home: Home
    drop: JobId | None
    law: Law
    goes_on: str
    """Who goes on with what is not over, in a sentence."""

    @property
    def person(self) -> str:
        """Whoever sits at this machine, as the machine calls them."""
        try:
            return f"local:{getuser()}"
        except (KeyError, OSError):  # containers run as numbers that no name belongs to
            return f"local:{os.getuid()}"

    def note(self, did: str, owner: Owner, about: str, status: int) -> None:
        """Write down who did what, for as long as DROPCUT_KEEP says here."""
        done = Done(person=self.person, did=did, owner=owner, about=about, status=status)
        note(self.law.records, self.law.opaque, done, millis(wiring.retention().audit))


@contextmanager
def found(named: str | None, home: Path | Address | None, *, quiet: bool) -> Iterator[Found]:
    """The home that is meant, for as long as the block lasts; with `quiet`, nobody begins to work in it. Raises Misuse."""
    if isinstance(home, Address):
        with opened(home) as elsewhere:
            with misused():
                law = elsewhere.law
            yield Found(elsewhere.home, drop_of(home, named), law, "The home's sweep goes on with it.")
        return
    there = where(named, home)
    with visited(there.place) as workplace, ExitStack() as stack:
        logs.configure(there.place.log, f"{wiring.host()}:visitor", workplace.opaque, on_terminal=False)
        if quiet:
            _kept_quiet(stack, workplace)
        beside = dict(_beside(stack, there.place))
        records = SqliteRecords(workplace.database, workplace.home.clock.now)
        law = Law(deleting(workplace, beside), records, workplace.opaque)
        yield Found(workplace.home, there.drop, law, "Say it again, or leave it to dropcut serve.")


def _kept_quiet(stack: ExitStack, workplace: Workplace) -> None:
    """Where nobody works nobody begins to meanwhile, and what the last one left counts as ended."""
    try:
        stack.enter_context(kept_alone(workplace.place.lock, workplace.place.said))
    except Taken:  # whoever works here sees that it is wanted no more
        return
    revive(workplace)


def _beside(stack: ExitStack, place: Place) -> Iterator[tuple[str, Records]]:
    """What else tells of the job of one folder: the webhooks of the user's home, and what all folders spend."""
    hooks, money = of_home(wiring.user_home()).ledger, wiring.money_file()
    if place.drop is not None:
        for name, file in (("small documents of the user's home", hooks), ("what folders spent", money)):
            if file.exists():
                yield name, SqliteRecords(stack.enter_context(closing(Database(file))), SystemClock().now)
