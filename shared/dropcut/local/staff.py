"""Everybody who works in a home while its keeper is there: worker processes and the keeper's own threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import structlog

from dropcut.domain.errors import Retryable
from dropcut.domain.names import JobId
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.local import logs, wiring
from dropcut.local.aides import Aides, Chore
from dropcut.local.chores import Advanced, Noticed, advancing, noticing, sweeping
from dropcut.local.crew import Crew, Worker
from dropcut.local.deleting.wiring import deleting
from dropcut.local.id_key import opaque_of
from dropcut.local.lawful import Lawful
from dropcut.local.lock import kept_alone
from dropcut.local.orders import Orders
from dropcut.local.place import Place
from dropcut.local.reviving import bury, revive
from dropcut.local.telling import Tellers, tellers
from dropcut.local.workplace import Workplace

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Keeping:
    """How a home is kept."""

    place: Place
    pipeline: Pipeline
    workers: int
    on_terminal: bool
    """Whether log lines go to the terminal too."""
    looks_every_s: float | None = None
    """How often all of the inbox is looked at; None where the system tells what changes there."""


@dataclass(frozen=True)
class Kept:
    """A home that this process keeps."""

    keeping: Keeping
    workplace: Workplace
    lock: int
    tellers: Tellers


@contextmanager
def kept(keeping: Keeping) -> Iterator[Kept]:
    """Keep a home while the block lasts, beginning with what its last keeper left. Raises `lock.Taken`."""
    place, holder = keeping.place, f"{wiring.host()}:{os.getpid()}:{wiring.nonce()}"
    with kept_alone(place.lock, place.said) as lock:
        logs.turn_over(place.log)
        logs.turn_over(place.complaints)
        logs.configure(place.log, holder, opaque_of(place.home), on_terminal=keeping.on_terminal, report=wiring.report())
        with (
            wiring.opened(place, keeping.pipeline, holder, Keeper().beating) as workplace,
            tellers(workplace, wiring.user_home()) as told,
        ):
            revive(workplace)
            yield Kept(keeping, workplace, lock, told)


@dataclass(frozen=True)
class Duties:
    """What is called from the keeper's threads."""

    advanced: Advanced
    noticed: Noticed
    swept: Callable[[], None]
    further: Mapping[str, Chore] = field(default_factory=dict)
    """What else is done all the time, by name."""


@contextmanager
def staffed(home: Kept, duties: Duties) -> Iterator[Callable[[], None]]:
    """Everybody at work while the block lasts. Gives what the main thread must call a few times a second."""
    workplace = home.workplace
    lawful = Lawful(
        workplace, deleting(workplace), wiring.retention(), wiring.uploads(workplace.place, workplace.home.clock.now)
    )

    def advanced(job: JobId) -> None:
        home.tellers.advanced(job)
        duties.advanced(job)

    def swept() -> None:
        home.tellers.look()
        lawful.look()
        duties.swept()

    with (
        Aides() as aides,
        Crew(home.keeping.workers, partial(_hired, home), partial(bury, workplace)) as crew,
    ):
        aides.start(advancing(workplace, advanced), "advancing")
        aides.start(sweeping(workplace, swept), "sweeping")
        aides.start(home.tellers.chore, "telling")
        aides.start(noticing(workplace, duties.noticed, home.keeping.looks_every_s), "noticing")
        for name, chore in duties.further.items():
            aides.start(chore, name)

        def look_after() -> None:
            aides.check()
            try:
                crew.look_after()
            except Retryable as trouble:
                log.warning("the dead must wait", why=str(trouble))

        yield look_after


def _hired(home: Kept) -> Worker:
    keeping = home.keeping
    orders = Orders(
        place=keeping.place,
        pipeline=keeping.pipeline,
        host=wiring.host(),
        keeper=os.getpid(),
        nonce=wiring.nonce(),
        cores=keeping.workers,
        on_terminal=keeping.on_terminal,
    )
    return Worker(orders, home.lock, keeping.place.complaints)
