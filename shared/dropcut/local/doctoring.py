"""Is this machine ready, and is a home sound: one finding a line, each with what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile

from dropcut.domain.errors import DropcutError
from dropcut.domain.values import Value
from dropcut.domain.wording import size, spoken
from dropcut.local import wiring
from dropcut.local.lock import keeper
from dropcut.local.place import Place
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.integrity import problems

_LEAST_FREE = 2 << 30


class Finding(Value):
    """What was looked at, whether it is well, and what to do if not."""

    about: str
    well: bool
    said: str

    def __str__(self) -> str:
        """On one line."""
        return f"{'ok ' if self.well else 'bad'}  {self.about}: {self.said}"


def findings(place: Place) -> Iterator[Finding]:
    """Look at the machine and at one home. Nothing is made where no home is yet."""
    yield Finding(about="python", well=True, said=sys.version.split()[0])
    yield _ffmpeg()
    folder = next(folder for folder in (place.home, *place.home.parents) if folder.is_dir())
    yield _disk(folder)
    yield _writable(folder)
    if place.begun:
        yield from _ledger(place.ledger)
        yield _keeper(place)


def _ffmpeg() -> Finding:
    try:
        found = wiring.found_programs()
    except DropcutError as error:
        return Finding(about="ffmpeg", well=False, said=str(error))
    return Finding(about="ffmpeg", well=True, said=f"{found.build}, at {found.ffmpeg}")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{size(free)} free at {spoken(str(folder))}"
    if free < _LEAST_FREE:
        return Finding(about="disk", well=False, said=f"{said}: free {size(_LEAST_FREE)} or more before you begin.")
    return Finding(about="disk", well=True, said=said)


def _writable(folder: Path) -> Finding:
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"dropcut")
    except OSError as error:
        return Finding(
            about="home", well=False, said=f"{spoken(str(folder))}: {error.strerror}. Make it writable for this user."
        )
    return Finding(about="home", well=True, said=f"{spoken(str(folder))} can be written")


def _ledger(file: Path) -> Iterator[Finding]:
    try:
        with closing(Database(file)) as database:
            wrong = problems(database)
    except DropcutError as error:
        wrong = (str(error),)
    if not wrong:
        yield Finding(about="ledger", well=True, said=f"{spoken(str(file))} is sound")
    for problem in wrong:
        advice = "Move the file away: footage and what was delivered are not touched, and the rest is made again."
        yield Finding(about="ledger", well=False, said=f"{problem} {advice}")


def _keeper(place: Place) -> Finding:
    number = keeper(place.lock)
    return Finding(
        about="keeper", well=True, said="nobody is at work here" if number is None else f"process {number} is at work here"
    )
