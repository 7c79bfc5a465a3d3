"""What a home knows of money: how it charges, how fast it works, what its owners may spend and have spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import ClassVar, Final

import structlog

from dropcut.domain.catalog import Row
from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict
from dropcut.domain.habits import Habits, Programme
from dropcut.domain.measures import Measured, Pace, Sample, Work, pace_of, slower
from dropcut.domain.money import NOTHING, Budget, Spent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.tariffs import Tariff
from dropcut.domain.values import Instant, digest
from dropcut.ports.outlook import Outlook
from dropcut.ports.records import Record, Records

log = structlog.get_logger(__name__)

_MEASURED: Final = "measured"
_HABITS: Final = "habits"
_PROGRAMMES: Final = "programmes"
_ALLOWANCES: Final = "allowances"
_USED: Final = "used"
_PAGE: Final = 500


class Allowance(Document):
    """What an owner's jobs may spend in a month, all together."""

    KIND: ClassVar[str] = "allowance"

    owner: Owner
    month: Budget


class Used(Document):
    """What one job spent in one month."""

    KIND: ClassVar[str] = "used"

    job: JobId
    month: str
    spent: Spent


class Paces:
    """How fast a home works, read once for as long as this lives."""

    def __init__(self, tariff: Tariff, measured: Sequence[Measured]) -> None:
        self._tariff = tariff
        self._measured = {(one.step, one.version, one.variant): one for one in measured}
        self._paces: dict[tuple[str, str, str], Pace] = {}

    def pace(self, row: Row, work: Work) -> Pace:
        """Of a step with this engine or encoder."""
        variant = variant_of(self._tariff, row, work)
        key = (row.name, row.version, variant)
        if key not in self._paces:
            throughput, measured = self._tariff.table.throughput(row.name, variant), self._measured.get(key)
            self._paces[key] = pace_of(throughput, measured, Fraction(1) if measured else self._otherwise(row.name))
        return self._paces[key]

    def _otherwise(self, step: str) -> Fraction:
        """From the same step with another engine or encoder, else from all steps: one machine is slower at everything."""
        near = [one for one in self._measured.values() if one.step == step] or list(self._measured.values())
        table = self._tariff.table
        return median(slower(table.throughput(one.step, one.variant), one) for one in near) if near else Fraction(1)


class Purse:
    """See the module. Its records are those of one home, or, on a machine of one's own, of all homes of its user."""

    def __init__(self, records: Records, tariff: Tariff, outlook: Outlook) -> None:
        self._records = records
        self.tariff = tariff
        self.outlook = outlook

    def now(self) -> Instant:
        """The clock of its records."""
        return self._records.now()

    def paces(self) -> Paces:
        """As they are measured now."""
        return Paces(self.tariff, [Measured.load(record.text) for record in self._all(_MEASURED, "")])

    def learn(self, row: Row, work: Work, samples: Sequence[Sample]) -> None:
        """Remember how long some tasks took; all of one kind of `work`, however much each had to do."""
        variant = variant_of(self.tariff, row, work)
        name = digest([row.name, row.version, variant])[:32]
        while True:
            there = self._records.record(_MEASURED, name)
            before = Measured.load(there.text) if there else Measured(step=row.name, version=row.version, variant=variant)
            text = before.with_more(samples).dumped().decode()
            try:
                self._records.keep(_MEASURED, name, text, there.version if there else 0)
            except Conflict:
                continue
            return

    def habits(self) -> Habits:
        """How long programmes became here."""
        there = self._records.record(_HABITS, _PROGRAMMES)
        return Habits.load(there.text) if there else Habits()

    def learn_habits(self, programmes: Sequence[Programme]) -> None:
        """Remember how long some became."""
        while programmes:
            there = self._records.record(_HABITS, _PROGRAMMES)
            before = Habits.load(there.text) if there else Habits()
            text = before.with_more(programmes).dumped().decode()
            try:
                self._records.keep(_HABITS, _PROGRAMMES, text, there.version if there else 0)
            except Conflict:
                continue
            return

    def allowance(self, owner: Owner) -> Budget | None:
        """What an owner's jobs may spend in a month; None where nobody said."""
        there = self._records.record(_ALLOWANCES, owner)
        return Allowance.load(there.text).month if there else None

    def allow(self, owner: Owner, month: Budget | None) -> None:
        """Settle that; None: as much as there is."""
        if month is None:
            self._records.drop(_ALLOWANCES, owner)
            return
        self._keep(_ALLOWANCES, owner, Allowance(owner=owner, month=month))

    def note(self, job: JobId, month: str, spent: Spent) -> None:
        """Remember what a job spent in a month in all. Saying it again changes nothing; a forgotten job's stays said."""
        name = _used(job.owner, month, job.name)
        there = self._records.record(_USED, name)
        if there is None or Used.load(there.text).spent != spent:
            self._keep(_USED, name, Used(job=job, month=month, spent=spent))

    def used(self, owner: Owner, month: str, but: JobId | None = None) -> Spent:
        """What an owner's jobs spent in a month, one of them left out when named."""
        whole = NOTHING
        for record in self._all(_USED, _used(owner, month, "")):
            used = Used.load(record.text)
            whole = whole if used.job == but else whole + used.spent
        return whole

    @cached_property
    def region_is_listed(self) -> bool:
        """Whether the price table has this region's own prices."""
        return not self.tariff.region or any(price.region == self.tariff.region for price in self.tariff.table.prices)

    def _keep(self, drawer: str, name: str, document: Document) -> None:
        while True:
            there = self._records.record(drawer, name)
            try:
                self._records.keep(drawer, name, document.dumped().decode(), there.version if there else 0)
            except Conflict:
                continue
            return

    def _all(self, drawer: str, beginning: str) -> Iterator[Record]:
        after = ""
        while page := self._records.records(drawer, beginning, _PAGE, after):
            yield from page
            after = page[-1].name


def variant_of(tariff: Tariff, row: Row, work: Work) -> str:
    """Which kind of work it is here: what a card does is never measured together with what a processor does."""
    return f"{work.variant} on {row.gpu}" if tariff.region and row.gpu else work.variant


def _used(owner: Owner, month: str, name: str) -> str:
    """A drop's name may hold anything and be long: here it is one of few plain letters."""
    return f"{owner}/{month}/{digest(name)[:32] if name else ''}"
