"""What a keeper's threads do: advance jobs when told to, send again what was forgotten, notice what users drop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from dropcut.domain.names import JobId
from dropcut.engine.advance import advance
from dropcut.engine.sweep import sweep
from dropcut.local import logs
from dropcut.local.aides import Chore, Patience
from dropcut.local.doze import Doze
from dropcut.local.watch import changed, looked_at
from dropcut.local.workplace import Workplace

Advanced = Callable[[JobId], None]
"""Called after each advance of a job."""

Noticed = Callable[[frozenset[Path]], None]
"""Called with what changed in the inbox; with nothing when it has been calm for a while."""

_BETWEEN_SWEEPS_S = 10.0


def advancing(workplace: Workplace, advanced: Advanced) -> Chore:
    """Advance every job that was woken."""
    doze = Doze()

    def chore(over: Event) -> None:
        patience = Patience(over, workplace.place)

        def portion() -> None:
            for job in workplace.wakes.woken():
                doze.was_busy()
                patience.go_on_after(partial(_advance, workplace, job, advanced))

        while not over.wait(doze.pause_s):
            patience.attempt(portion)

    return chore


def sweeping(workplace: Workplace, also: Callable[[], None]) -> Chore:
    """Now and then send again what was forgotten, look at every folder, and do `also`."""

    def whole() -> None:
        sweep(workplace.home)
        also()
        workplace.blobs.sweep()  # what killed workers were writing
        logs.turn_over(workplace.place.log)

    def chore(over: Event) -> None:
        patience = Patience(over, workplace.place)
        while not over.wait(_BETWEEN_SWEEPS_S):
            patience.attempt(whole)

    return chore


def noticing(workplace: Workplace, noticed: Noticed, every_s: float | None = None) -> Chore:
    """Pass on what changes in the inbox; of which one file is taken, nobody watches it: whoever reads that sees it change.

    With `every_s` nobody is asked what changes: so often all of it is looked at.
    """
    place = workplace.place
    if place.file:
        return _rest

    def chore(over: Event) -> None:
        patience = Patience(over, place)
        told = looked_at(place.inbox, every_s, over) if every_s else changed(place.inbox, (place.home, place.outbox), over)
        for paths in told:
            patience.attempt(partial(noticed, paths))

    return chore


def _advance(workplace: Workplace, job: JobId, advanced: Advanced) -> None:
    advance(workplace.home, job)
    advanced(job)


def _rest(over: Event) -> None:
    over.wait()
