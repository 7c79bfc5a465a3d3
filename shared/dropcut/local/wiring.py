"""Where a home of this machine is put together. The only place that reads the environment."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from urllib.request import getproxies
from uuid import uuid4

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.home import Beating, Home, Tuning
from dropcut.engine.pipeline import Pipeline
from dropcut.engine.shelf import Shelf
from dropcut.local.errands import Errands
from dropcut.local.exits import Misuse
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.one_file import OneFile
from dropcut.local.files.places import Inbox, OneDrop, Places
from dropcut.local.gauges import FileGauges
from dropcut.local.place import LOCAL, Place
from dropcut.local.queue import SqliteDispatch
from dropcut.local.scratch import Scratch
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.estate import Estate
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.local.sqlite.wakes import Wakes
from dropcut.local.workplace import Workplace
from dropcut.media import programs
from dropcut.ports.tools import Programs

PATIENCE = Millis(60_000)
"""Messages lie in the same file as the ledger and are not lost: only a stuck worker makes one late."""


def user_home() -> Path:
    """Where `dropcut serve` keeps things unless told otherwise."""
    return Path.home() / ".dropcut"


def models() -> Shelf:
    """Where models lie that were fetched or brought, for all homes of this user; DROPCUT_MODELS names another folder."""
    told = os.environ.get("DROPCUT_MODELS")
    return Shelf(Path(told).absolute() if told else user_home() / "models")


def proxies() -> dict[str, str]:
    """The proxies that this machine's programs go through."""
    return getproxies()


def host() -> str:
    """What this machine calls itself."""
    return socket.gethostname()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def nonce() -> str:
    """Text that was never used before."""
    return uuid4().hex[:12]


@cache
def found_programs() -> Programs:
    """The media programs along PATH. Raises Permanent with what to install."""
    return programs.locate(os.environ.get("PATH", os.defpath))


Keep = Callable[[Beating], AbstractContextManager[None]]


@contextmanager
def opened(place: Place, pipeline: Pipeline, holder: str, keep: Keep) -> Iterator[Workplace]:
    """The home at `place`, made when it is not there, for as long as the block lasts.

    `holder` is who works here; `keep` keeps attempts alive while they run.
    """
    place.home.mkdir(parents=True, exist_ok=True)
    clock, database, own = SystemClock(), Database(place.ledger), nonce()
    blobs, queue = FileBlobs(place.home), SqliteDispatch(database, clock.now)
    home = Home(
        ledger=SqliteLedger(database, clock.now),
        blobs=blobs,
        dispatch=Errands(queue),
        folder=OneFile(_places(place), blobs, place.file) if place.file else FileFolder(_places(place), blobs),
        clock=clock,
        catalog=pipeline.load_catalog(),
        recipe=pipeline.load_recipe(),
        holder=holder,
        programs=found_programs,
        scratch=Scratch(place.scratch / own).empty,
        beating=keep,
        tuning=Tuning(patience=PATIENCE),
        models=models(),
        gauges=FileGauges(place.scratch, own),
    )
    try:
        yield Workplace(place, home, queue, Wakes(database, clock.now), blobs, database, Estate(database))
    finally:
        database.close()


def _places(place: Place) -> Places:
    if place.drop is not None:
        try:
            return OneDrop(place.drop, place.inbox, place.outbox)
        except Permanent as error:
            raise Misuse(error.message, error.hint) from error
    return Inbox(place.inbox, place.outbox, None if place.by_owner else LOCAL)
