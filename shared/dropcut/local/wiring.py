"""Where a home of this machine is put together. The only place that reads the environment."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from urllib.request import getproxies
from uuid import uuid4

from structlog.typing import Processor

from dropcut.domain.errors import Permanent
from dropcut.domain.provenance import Credentials
from dropcut.domain.retention import Retention, millis
from dropcut.domain.values import Instant, Millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.deleting.tombs import Tombs
from dropcut.engine.home import Beating, Home, Tuning
from dropcut.engine.pipeline import Pipeline
from dropcut.engine.shelf import Shelf
from dropcut.engine.signing_with import credentials_from
from dropcut.local.errands import Errands
from dropcut.local.exits import Misuse
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.mounts import is_on_this_machine
from dropcut.local.files.one_file import OneFile
from dropcut.local.files.places import Inbox, OneDrop, Places
from dropcut.local.files.uploads import UPLOADS, FileUploads
from dropcut.local.files.writers import watched
from dropcut.local.gauges import FileGauges
from dropcut.local.id_key import opaque_of
from dropcut.local.place import LOCAL, Place
from dropcut.local.queue import SqliteDispatch
from dropcut.local.reckoning import FILE, Reckoning, purse_of
from dropcut.local.scratch import Scratch, own_name
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.estate import Estate
from dropcut.local.sqlite.figures import SqliteFigures
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.sqlite.wakes import Wakes
from dropcut.local.workplace import Workplace
from dropcut.media import programs
from dropcut.ports.tools import Programs
from dropcut.telemetry import starting

PATIENCE = Millis(60_000)
"""Messages lie in the same file as the ledger and are not lost: only a stuck worker makes one late."""


def user_home() -> Path:
    """Where `dropcut serve` keeps things unless told otherwise. Raises Misuse where nobody can tell whose machine it is."""
    try:
        return Path.home() / ".dropcut"
    except RuntimeError as error:  # containers run as numbers that no name belongs to
        raise Misuse("This user has no folder of their own here.", "Set the variable HOME to a folder.") from error


def models() -> Shelf:
    """Where models lie that were fetched or brought, for all homes of this user; DROPCUT_MODELS names another folder."""
    told = os.environ.get("DROPCUT_MODELS")
    return Shelf(Path(told).absolute() if told else user_home() / "models")


def retention() -> Retention:
    """How long things are kept, as DROPCUT_KEEP says: `artifacts=30,deliveries=never`. Raises Permanent."""
    return Retention.parse(os.environ.get("DROPCUT_KEEP", ""))


def uploads(place: Place, now: Callable[[], Instant]) -> FileUploads:
    """What is on its way into a home of many drops."""
    return FileUploads(_places(place), place.home / UPLOADS, now, millis(retention().uploads))


def money_file() -> Path:
    """Where homes of one folder write down what they learn of costs, and may spend; DROPCUT_MONEY names another file."""
    told = os.environ.get("DROPCUT_MONEY")
    return Path(told).absolute() if told else user_home() / FILE


def proxies() -> dict[str, str]:
    """The proxies that this machine's programs go through."""
    return getproxies()


def collector() -> str:
    """Who collects traces of this machine; empty where nobody does."""
    return starting.endpoint_in(os.environ)


def sentry_project() -> str:
    """To whom mistakes are told, as a DSN; empty where that is nobody."""
    return os.environ.get("SENTRY_DSN", "")


def report() -> Processor | None:
    """What passes mistakes on from the log, where anybody wants to be told. Raises Permanent."""
    if not sentry_project():
        return None
    from dropcut.telemetry import sentry  # noqa: PLC0415 - few homes have one

    return sentry.reporting_to(sentry_project(), "local", os.environ.get("SENTRY_ENVIRONMENT", "local"))


def host() -> str:
    """What this machine calls itself."""
    return socket.gethostname()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def nonce() -> str:
    """Text that was never used before."""
    return uuid4().hex[:12]


def credentials() -> Credentials | None:
    """What deliveries are signed with; None where nothing is said. Raises Permanent."""
    return credentials_from(os.environ)


@cache
def found_programs() -> Programs:
    """The media programs along PATH. Raises Permanent with what to install."""
    located = programs.locate(os.environ.get("PATH", os.defpath))
    return located.model_copy(update={"credentials": credentials()})


Keep = Callable[[Beating], AbstractContextManager[None]]


@contextmanager
def opened(place: Place, pipeline: Pipeline, holder: str, keep: Keep) -> Iterator[Workplace]:
    """The home at `place`, made when it is not there, for as long as the block lasts.

    `holder` is who works here; `keep` keeps attempts alive while they run.
    """
    place.home.mkdir(parents=True, exist_ok=True)
    stack = ExitStack()
    clock, database, own, opaque = SystemClock(), Database(place.ledger), own_name(holder, nonce()), opaque_of(place.home)
    blobs, queue = FileBlobs(place.home), SqliteDispatch(database, clock.now)
    traces = starting.traces_from(os.environ, starting.Who(_own_name(place), "dropcut", holder))
    figures = SqliteFigures(database, clock.now, card=has_card())
    home = Home(
        ledger=SqliteLedger(database, clock.now),
        blobs=blobs,
        dispatch=Errands(queue),
        folder=_folder(place, blobs, clock.now),
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
        traces=traces,
        figures=figures,
        withheld=Tombs(SqliteRecords(database, clock.now), opaque).holds,
        purse=purse_of(Reckoning(place, database, money_file(), cores(), clock.now, pipeline), stack),
    )
    try:
        yield Workplace(place, home, queue, Wakes(database, clock.now), blobs, database, Estate(database), figures, opaque)
    finally:
        figures.flush()
        traces.close()
        stack.close()
        database.close()


def _own_name(place: Place) -> str:
    """What tells a home from every other, also from one that was in its folder before; asked only for traces."""
    return opaque_of(place.home).text("home", "traces") if collector() else ""


def has_card() -> bool:
    """Whether this machine has an NVIDIA card that programs may use."""
    return all(Path(device).exists() for device in ("/dev/nvidia0", "/dev/nvidiactl"))


def _folder(place: Place, blobs: FileBlobs, now: Callable[[], Instant]) -> FileFolder:
    """Of one drop it is said that all is there, by whoever says `make`; into a home of many, things come at any time."""
    places = _places(place)
    if place.file:
        return OneFile(places, blobs, place.file)
    if place.drop is not None:
        return FileFolder(places, blobs)
    return FileFolder(places, blobs, watched(on_this_machine=is_on_this_machine(place.inbox)), uploads(place, now).coming)


def _places(place: Place) -> Places:
    if place.drop is not None:
        try:
            return OneDrop(place.drop, place.inbox, place.outbox)
        except Permanent as error:
            raise Misuse(error.message, error.hint) from error
    return Inbox(place.inbox, place.outbox, None if place.by_owner else LOCAL)
