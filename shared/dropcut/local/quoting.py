"""A quote for a folder, before anything of it was made, or for a job of a home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path

from dropcut.domain.arrival import observed
from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job
from dropcut.domain.money import Afforded
from dropcut.domain.names import JobId
from dropcut.domain.prices import TABLE
from dropcut.domain.quotes import Quote
from dropcut.domain.settings import Options
from dropcut.domain.tariffs import Tariff
from dropcut.engine.clock import SystemClock
from dropcut.engine.home import Home
from dropcut.engine.keeping import Keeper
from dropcut.engine.money.purse import Purse
from dropcut.engine.money.quoting import Held, held_to, quote
from dropcut.engine.pipeline import Pipeline
from dropcut.local import wiring
from dropcut.local.making import AT_ONCE
from dropcut.local.nowhere import nowhere
from dropcut.local.place import Place
from dropcut.local.reckoning import kept_in, price_an_hour, set_price_an_hour


def quote_for(place: Place, pipeline: Pipeline, options: Options, afforded: Afforded | None) -> Quote:
    """What making the one drop of `place` would take. Looks at its files, and makes nothing, not even a home."""
    with nowhere() as room:
        there = place if place.begun else place.model_copy(update={"home": room / "home"})
        return _quote(there, pipeline, options, afforded, room)


def _quote(place: Place, pipeline: Pipeline, options: Options, afforded: Afforded | None, room: Path) -> Quote:
    with wiring.opened(place, pipeline, "quoting", Keeper().beating) as workplace:
        home = workplace.home
        job = _job(home, place.only).with_(options=options)
        if afforded is not None:
            job = job.with_(budget=afforded.budget)
        return quote(home, purse_of(home), job, room)


def held_here(home: Home, drop: JobId) -> Held:
    """What a job of this machine may spend, as its files are now."""
    with nowhere() as room:
        return held_to(home, _job(home, drop), room)


def purse_of(home: Home) -> Purse:
    """What the home reckons with. Raises NotFound where nobody reckons."""
    purse = home.purse()
    if purse is None:
        raise NotFound("Nobody reckons in this home.", "Ask whoever runs it.")
    return purse


@contextmanager
def rates(hour: Fraction | None) -> Iterator[Purse]:
    """What homes of one folder on this machine reckon with; an hour priced anew where `hour` says so."""
    clock = SystemClock()
    with kept_in(wiring.money_file(), clock.now) as records:
        if hour is not None:
            set_price_an_hour(records, hour)
        tariff = Tariff(hour=price_an_hour(records), cores=wiring.cores(), table=TABLE)
        yield Purse(records, tariff, Pipeline().load_outlook())


def _job(home: Home, drop: JobId) -> Job:
    """The job as it would be after a look at the folder."""
    recorded = Job(id=drop)
    with suppress(NotFound):
        recorded = home.ledger.job(drop).with_(quiet=AT_ONCE)
    return observed(recorded.with_(begun_by_hand=True), home.folder.files(drop), home.ledger.now())
