"""What a home of this machine knows of money: prices an hour, paces, budgets, and where that is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from threading import Lock
from typing import ClassVar, Final

import structlog

from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict, DropcutError
from dropcut.domain.money import Amount
from dropcut.domain.values import Instant
from dropcut.engine.money.purse import Purse
from dropcut.engine.pipeline import Pipeline
from dropcut.local.memory.records import MemoryRecords
from dropcut.local.place import Place
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.ports.records import Records

log = structlog.get_logger(__name__)

FILE: Final = "money.sqlite"
_DRAWER: Final = "tariff"
_NAME: Final = "machine"


class MachinePrice(Document):
    """What an hour of this machine costs its owner, all its cores."""

    KIND: ClassVar[str] = "machine-price"

    hour: Amount


@dataclass(frozen=True)
class Reckoning:
    """Where a home writes down what it learns and may spend, and what it reckons with."""

    place: Place
    database: Database
    """The home's own."""
    shared: Path
    """For homes of one folder, which all of a user's share."""
    cores: int
    now: Callable[[], Instant]
    pipeline: Pipeline


def purse_of(reckoning: Reckoning, stack: ExitStack) -> Callable[[], Purse]:
    """The purse, made when first asked for: of those who open a home, few ask. What it opens is closed with `stack`."""
    made: list[Purse] = []
    one_at_a_time = Lock()

    def purse() -> Purse:
        with one_at_a_time:
            if not made:
                made.append(_purse(reckoning, stack))
            return made[0]

    return purse


def _purse(reckoning: Reckoning, stack: ExitStack) -> Purse:
    from dropcut.domain.prices import TABLE  # noqa: PLC0415 - few processes reckon
    from dropcut.domain.tariffs import Tariff  # noqa: PLC0415 - the same

    records = _records(reckoning, stack)
    tariff = Tariff(hour=_hour(reckoning, records), cores=reckoning.cores, table=TABLE)
    return Purse(records, tariff, reckoning.pipeline.load_outlook())


def _hour(reckoning: Reckoning, records: Records) -> Fraction:
    """It is the machine's, whichever home is asked."""
    if reckoning.place.drop is not None or not reckoning.shared.exists():
        return price_an_hour(records)
    with kept_in(reckoning.shared, reckoning.now) as shared:
        return price_an_hour(shared)


def _records(reckoning: Reckoning, stack: ExitStack) -> Records:
    if reckoning.place.drop is None:
        return SqliteRecords(reckoning.database, reckoning.now)
    try:
        return stack.enter_context(kept_in(reckoning.shared, reckoning.now))
    except (DropcutError, OSError) as trouble:
        log.warning("nothing can be learned or kept of costs here", why=str(trouble))
        return MemoryRecords(reckoning.now)


@contextmanager
def kept_in(file: Path, now: Callable[[], Instant]) -> Iterator[Records]:
    """The records in that file, made where it is not there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(Database(file)) as database:
        yield SqliteRecords(database, now)


def price_an_hour(records: Records) -> Fraction:
    """What an hour costs; nothing where nobody said."""
    there = records.record(_DRAWER, _NAME)
    return MachinePrice.load(there.text).hour if there else Fraction(0)


def set_price_an_hour(records: Records, hour: Fraction) -> None:
    """Settle that."""
    text = MachinePrice(hour=hour).dumped().decode()
    while True:
        there = records.record(_DRAWER, _NAME)
        try:
            records.keep(_DRAWER, _NAME, text, there.version if there else 0)
        except Conflict:
            continue
        return
