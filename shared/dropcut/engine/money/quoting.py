"""Quoting: the recipe is run on what is foreseen, and every task that it asks for is weighed and priced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from dropcut.domain.catalog import Row
from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job, Refusal
from dropcut.domain.measures import Pace
from dropcut.domain.money import NOTHING, Budget, Spent, month_of
from dropcut.domain.names import TaskId
from dropcut.domain.quotes import Quote, QuotedStep, Range
from dropcut.domain.tasks import Task
from dropcut.domain.values import Millis
from dropcut.engine.home import Home
from dropcut.engine.money.foreseeing import Expected, Foreseeing, Foreseen, Known, foreseen
from dropcut.engine.money.purse import Paces, Purse
from dropcut.engine.money.spending import cost_of
from dropcut.engine.money.timeline import Machine, elapsed
from dropcut.ports.outlook import Side

_BETWEEN: Final = Fraction(25)
"""Milliseconds from the end of a task to the begin of the next, on one machine."""
_START: Final = Fraction(1_000)
"""Until worker processes have begun."""
_START_THERE: Final = Fraction(5_000)
_BETWEEN_THERE: Final = Fraction(1_500)
"""The same in a cloud, with the message and the start of an instance now and then."""
_CORES_THERE: Final = 400
"""So many run side by side in a cloud before anybody waits."""


class _Totals:
    """What is to be done by one step."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.count = 0
        self.millis = Fraction(0)
        self.stored = Fraction(0)
        self.low = Fraction(0)
        self.high = Fraction(0)
        self.measured: int | None = None

    def add(self, expected: Expected, pace: Pace) -> None:
        millis = pace.millis(expected.work)
        self.count += 1
        self.millis += millis
        self.low += millis * pace.low
        self.high += millis * pace.high
        self.stored += pace.bytes(expected.work)
        self.measured = pace.measured if self.measured is None else min(self.measured, pace.measured)


def quote(home: Home, purse: Purse, job: Job, room: Path | None) -> Quote:
    """What is left to do for a job. With a `room`, what is cheap is looked at here and now where it is not known yet.

    What that writes on the way lies in there.
    """
    return _Quoting(home, purse, job, room).quote()


def quoted(home: Home, job: Job) -> Quote:
    """The same for whoever only asks: nothing is run but reckoning. Raises NotFound where nobody reckons."""
    purse = home.purse()
    if purse is None:
        raise NotFound("Nobody reckons in this home.", "Ask whoever runs it.")
    return quote(home, purse, job, None)


@dataclass(frozen=True)
class Held:
    """What a job may spend: None where nothing holds it. Not settled while nobody has read its settings."""

    budget: Budget | None
    settled: bool


def held_to(home: Home, job: Job, room: Path | None) -> Held:
    """What somebody said, else what its settings say. With a `room` they are read here and now where nobody has yet."""
    purse = home.purse()
    if job.budget is not None or purse is None:
        return Held(job.budget, settled=job.budget is not None)
    started, outlook = job.with_(begun_by_hand=True), purse.outlook
    run = Foreseeing(home, started, outlook, Known(), lambda step: room if outlook.is_probing(step) else None)
    known = foreseen(home, started, run)
    return Held(known.budget, known.budget_is_settled)


@dataclass(frozen=True)
class _Budgets:
    said: str
    over: str


class _Quoting:
    def __init__(self, home: Home, purse: Purse, job: Job, room: Path | None) -> None:
        self._home = home
        self._purse = purse
        self._job = job.with_(begun_by_hand=True)  # that it waits for a word costs nothing
        self._room = room
        self._paces: Paces = purse.paces()
        self._outlook = purse.outlook.going_by(purse.habits())

    def quote(self) -> Quote:
        known = Known()
        likely = self._foreseen(known)
        rests_on = dict.fromkeys(each.rests_on for each in likely.run.expected.values() if each.rests_on)
        short = self._foreseen(known.for_side(Side.SHORT)) if rests_on else likely
        long = self._foreseen(known.for_side(Side.LONG)) if rests_on else likely
        sides = [self._totals(side.run) for side in (short, likely, long)]
        steps = tuple(self._steps(likely.run, *sides))
        work, tariff, cost = _sum(step.seconds for step in steps), self._purse.tariff, cost_of(self._home, self._job)
        stored = _sum(step.bytes for step in steps)
        price = _sum(step.price for step in steps)
        budgets = self._budgets(likely, price, work, cost.total)
        return Quote(
            job=str(self._job.id),
            revision=self._job.revision,
            steps=steps,
            seconds=work,
            elapsed=self._elapsed(known, work),
            bytes=stored,
            price=price,
            stored_price=Range(low=tariff.kept(stored.low), likely=tariff.kept(stored.likely), high=tariff.kept(stored.high)),
            saved_seconds=sum((step.saved_seconds for step in steps), Fraction(0)),
            saved_price=sum((step.saved_price for step in steps), Fraction(0)),
            currency=tariff.table.currency,
            prices=tariff.table.version,
            region=tariff.region,
            complete=likely.complete,
            waits_for=likely.waits_for,
            rests_on=(*rests_on, *self._rests_on(steps, likely)),
            problems=tuple(dict.fromkeys(map(_problem, likely.refusals))),
            spent_seconds=Fraction(cost.total.millis, 1000),
            spent=cost.total.amount,
            budget=budgets.said,
            over=budgets.over,
        )

    def _foreseen(self, known: Known, there: Callable[[TaskId], bool] | None = None) -> Foreseen:
        run = Foreseeing(self._home, self._job, self._outlook, known, self._looked_at)
        if there is not None:
            run.there = there
        return foreseen(self._home, self._job, run)

    def _looked_at(self, step: str) -> Path | None:
        return self._room if self._outlook.is_probing(step) else None

    def _totals(self, run: Foreseeing) -> dict[str, _Totals]:
        totals: dict[str, _Totals] = {}
        for expected in run.expected.values():
            row = expected.call.row
            totals.setdefault(row.name, _Totals(row)).add(expected, self._paces.pace(row, expected.work))
        return totals

    def _steps(
        self, run: Foreseeing, short: dict[str, _Totals], likely: dict[str, _Totals], long: dict[str, _Totals]
    ) -> Iterator[QuotedStep]:
        found: dict[str, list[Task]] = {}
        for task, record in run.found.items():
            found.setdefault(task.step, []).append(record)
        for step in dict.fromkeys((*run.order, *long)):
            row, there = self._home.catalog[step], found.get(step, [])
            saved = Fraction(sum(task.spent for task in there))
            if not there and step not in likely and step not in long:
                continue
            low, middle, high = (side.get(step) or _Totals(row) for side in (short, likely, long))
            yield QuotedStep(
                step=step,
                to_do=middle.count,
                there=len(there),
                seconds=_range(low.low / 1000, middle.millis / 1000, high.high / 1000),
                bytes=_range(low.stored, middle.stored, high.stored),
                price=_range(
                    self._amount(row, low.low, low.count),
                    self._amount(row, middle.millis, middle.count),
                    self._amount(row, high.high, high.count),
                ),
                saved_seconds=saved / 1000,
                saved_price=self._amount(row, saved, len(there)),
                measured=middle.measured or 0,
            )

    def _amount(self, row: Row, millis: Fraction, count: int) -> Fraction:
        return self._purse.tariff.amount(row, millis, count)

    def _elapsed(self, known: Known, work: Range) -> Range:
        machine = Machine(self._purse.tariff.cores, _BETWEEN, _START)
        if self._purse.tariff.region:
            machine = Machine(_CORES_THERE, _BETWEEN_THERE, _START_THERE)
        likely = elapsed(lambda there: self._foreseen(known, there).run, machine, self._length, len(known.expected)) / 1000
        if not work.likely:
            return _range(likely, likely, likely)
        return _range(likely * work.low / work.likely, likely, likely * work.high / work.likely)

    def _length(self, expected: Expected) -> Fraction:
        return self._paces.pace(expected.call.row, expected.work).millis(expected.work)

    def _budgets(self, likely: Foreseen, price: Range, work: Range, spent: Spent) -> _Budgets:
        """What it may spend, and whether that is enough for what is likely at most."""
        budget = likely.budget
        most = Spent(millis=Millis(int(1000 * work.high)), amount=price.high)
        said = [budget.said()] if budget else []
        over = "" if budget is None or budget.holds(spent + most) else _over("This budget", budget.said())
        allowance = self._purse.allowance(self._job.id.owner)
        if allowance is not None:
            month = month_of(self._home.ledger.now())
            used = self._purse.used(self._job.id.owner, month, but=self._job.id) + self._job.costs.months.get(month, NOTHING)
            said.append(f"{allowance.said()} for all of {self._job.id.owner}'s jobs in {month}")
            over = over or ("" if allowance.holds(used + most) else _over(f"The owner's budget for {month}", allowance.said()))
        return _Budgets("; ".join(said), over)

    def _rests_on(self, steps: tuple[QuotedStep, ...], likely: Foreseen) -> Iterator[str]:
        measured = sum(step.measured > 0 for step in steps if step.to_do)
        every = sum(step.to_do > 0 for step in steps)
        table = self._purse.tariff.table.version
        if every and measured == every:
            yield "How long each step takes was measured here, on jobs that are done."
        elif measured:
            yield f"How long {measured} of {every} steps take was measured here; the others go by the table of {table}."
        elif every:
            yield f"Nothing was measured here yet: how long each step takes goes by the table of {table}, of two cores."
        if self._purse.tariff.region:
            yield f"Prices are estimated list prices of {table}, before free tiers, discounts and taxes."
        if not self._purse.region_is_listed:
            home = self._purse.tariff.table.home_region
            yield f"The table has no prices of {self._purse.tariff.region}: those of {home} stand for them."
        if not likely.complete and not likely.waits_for:
            yield "What follows depends on what these find, and is not in these figures."


def _over(what: str, said: str) -> str:
    return f"{what} of {said} may not be enough: the job would stop before the step that could pass it, and lose nothing."


def _problem(refusal: Refusal) -> str:
    """What it is about is in a person's words already."""
    about, failure = refusal.about, refusal.failure
    named = "" if not about or failure.message.startswith(about) else f"{about}: "
    return f"{named}{failure.message} {failure.hint}".strip()


def _range(low: Fraction, likely: Fraction, high: Fraction) -> Range:
    return Range(low=min(low, likely), likely=likely, high=max(high, likely))


def _sum(ranges: Iterator[Range]) -> Range:
    every = list(ranges)
    return Range(
        low=sum((each.low for each in every), Fraction(0)),
        likely=sum((each.likely for each in every), Fraction(0)),
        high=sum((each.high for each in every), Fraction(0)),
    )
