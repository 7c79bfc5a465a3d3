"""A home of this machine, opened by one process."""

from __future__ import annotations

from dataclasses import dataclass

from dropcut.domain.opaque import Opaque
from dropcut.engine.home import Home
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.place import Place
from dropcut.local.queue import SqliteDispatch
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.estate import Estate
from dropcut.local.sqlite.figures import SqliteFigures
from dropcut.local.sqlite.wakes import Wakes


@dataclass(frozen=True)
class Workplace:
    """What the engine is handed, and what only this kind of home has."""

    place: Place
    home: Home
    queue: SqliteDispatch
    """Of tasks alone: see `Errands`."""
    wakes: Wakes
    blobs: FileBlobs
    database: Database
    estate: Estate
    figures: SqliteFigures
    """What all processes of the home counted."""
    opaque: Opaque
    """How its logs call owners and drops."""
