"""Which home a command is about: that of a folder, or the one that `dropcut serve` keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.local import place, wiring
from dropcut.local.exits import Misuse
from dropcut.local.place import LOCAL, Place
from dropcut.local.served import home_as_served
from dropcut.local.workplace import Workplace


@dataclass(frozen=True)
class Where:
    """A home, and a drop in it when one was named."""

    place: Place
    drop: JobId | None


def where(named: str | None, home: Path | None) -> Where:
    """What was meant. Raises Misuse for a folder or home where nothing was ever begun, or a name that can be no drop's."""
    if named is not None and home is None and Path(named).is_dir():
        found = place.of_folder(Path(named))
        whole = Where(found, found.drop)
    else:
        whole = Where(home_as_served(home or wiring.user_home()), _drop(named) if named is not None else None)
    if not whole.place.begun:
        nothing = f"There is no folder {spoken(named)}, and nothing" if named and not Path(named).is_dir() else "Nothing"
        raise Misuse(f"{nothing} was begun in {whole.place.said}.", "Begin with: dropcut make FOLDER")
    return whole


@contextmanager
def visited(place: Place) -> Iterator[Workplace]:
    """A home, opened beside whoever keeps it."""
    holder = f"{wiring.host()}:visitor:{wiring.nonce()}"
    with wiring.opened(place, pipeline(), holder, Keeper().beating) as workplace:
        yield workplace


def pipeline() -> Pipeline:
    """What homes run: the product's own, unless whoever called `main` handed over another."""
    return click.get_current_context().find_object(Pipeline) or Pipeline()


def _drop(named: str) -> JobId:
    try:
        return JobId.parse(named if "/" in named else f"{LOCAL}/{named}")
    except Permanent as error:
        raise Misuse(error.message, error.hint) from error
