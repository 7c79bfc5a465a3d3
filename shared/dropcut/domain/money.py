"""Money and work: what was spent, what may be spent, and how both are said."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from dropcut.domain.time import Exact
from dropcut.domain.values import Count, Instant, Millis, Value
from dropcut.domain.wording import seconds

CURRENCY: Final = "USD"
"""Of every amount here, as the price table has it."""
_MOST: Final = Fraction(1_000_000)
"""Of money; a budget above that is a slip of the pen."""
_LONGEST_S: Final = Fraction(10_000 * 3600)
_MONEY: Final = re.compile(r"(?:\$\s*)?([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(?:USD|\$)?", re.IGNORECASE)
_TIME: Final = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(s|sec|seconds?|min|minutes?|h|hours?)", re.IGNORECASE)
_UNITS: Final = {"s": 1, "m": 60, "h": 3600}
_MILLIONTHS: Final = 1_000_000
WHAT_A_BUDGET_IS: Final = "an amount such as 5 or 2.50 USD, or a time of work such as 20 min"


def _to_the_millionth(number: object) -> object:
    return Fraction(round(number * _MILLIONTHS), _MILLIONTHS) if isinstance(number, Fraction) else number


Amount = Annotated[
    Exact,
    BeforeValidator(_to_the_millionth),
    Field(ge=0),
]
"""Of `CURRENCY`, rounded to the millionth where it is computed."""


class Spent(Value):
    """Work that was done, and what it cost. On a machine of one's own the cost may be nothing; the work never is."""

    millis: Annotated[Millis, Field(ge=0)] = Millis(0)
    """How long tasks worked, one after another."""
    amount: Amount = Fraction(0)

    @property
    def seconds(self) -> Fraction:
        """Of work."""
        return Fraction(self.millis, 1000)

    def __add__(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(millis=Millis(self.millis + other.millis), amount=self.amount + other.amount)

    def less(self, other: Spent) -> Spent:
        """What it is more than `other`; nothing where it is not."""
        millis, amount = max(0, self.millis - other.millis), max(Fraction(0), self.amount - other.amount)
        return Spent(millis=Millis(millis), amount=amount)


NOTHING: Final = Spent()


class Costs(Value):
    """What was spent on a job, so that no revision is counted twice however often it is looked at."""

    revision: Count = 0
    now: Spent = Spent()
    """At that revision."""
    before: Spent = Spent()
    """At all earlier ones."""
    months: dict[str, Spent] = Field(default_factory=dict)
    """The same, by the month in which it was seen: `2026-11`."""

    def __bool__(self) -> bool:
        """Whether anything was spent."""
        return bool(self.months)

    @property
    def total(self) -> Spent:
        """At all revisions."""
        return self.before + self.now


class Budget(Value):
    """The most that may be spent: money, work, or both. Each is a limit by itself."""

    amount: Amount | None = None
    millis: Annotated[Millis, Field(ge=0)] | None = None

    def holds(self, spent: Spent) -> bool:
        """Whether so much is within it."""
        return (self.amount is None or spent.amount <= self.amount) and (self.millis is None or spent.millis <= self.millis)

    def said(self) -> str:
        """For a person: `5.00 USD`, `20 min 00 s of work`."""
        said = [money(self.amount)] if self.amount is not None else []
        said += [f"{seconds(Fraction(self.millis, 1000))} of work"] if self.millis is not None else []
        return " or ".join(said)


def budget_of(text: str) -> Budget:
    """Read what a person wrote. Raises ValueError for anything that is no amount and no time."""
    told = text.strip()
    if found := _MONEY.fullmatch(told):
        amount = Fraction(found[1])
        if amount <= _MOST:
            return Budget(amount=amount)
    if found := _TIME.fullmatch(told):
        length = Fraction(found[1]) * _UNITS[found[2][0].casefold()]
        if length <= _LONGEST_S:
            return Budget(millis=Millis(round(length * 1000)))
    raise ValueError(f"a budget is {WHAT_A_BUDGET_IS}")


class Afforded(Value):
    """What somebody says that a job may spend from now on."""

    budget: Budget | None
    """None: what its settings say."""


def afforded_of(text: str) -> Afforded:
    """Read an amount, a time, or `none`. Raises ValueError."""
    return Afforded(budget=None if text.strip().casefold() == "none" else budget_of(text))


class OverBudget(Value):
    """A step was not begun, because it could have passed a budget."""

    step: str
    whose: Literal["job", "owner"] = "job"
    budget: Budget
    used: Spent
    """Of that budget: by the job, or by all of its owner's jobs in `month`."""
    needs: Spent
    """What is under way and the step, at most."""
    month: str = ""
    prices: str = ""
    """The version of the price table that this goes by."""

    @property
    def enough(self) -> Budget:
        """The least budget with which it goes on."""
        whole = self.used + self.needs
        return Budget(
            amount=None if self.budget.amount is None else _cents_up(whole.amount),
            millis=None if self.budget.millis is None else Millis(-(-whole.millis // 1000) * 1000),
        )

    def said(self) -> str:
        """What happened, in words that name no command."""
        whose = "the budget" if self.whose == "job" else f"the owner's budget for {self.month}"
        used, needs = self._both(self.used), self._both(self.needs)
        rests = f" (estimated by the price table of {self.prices})" if self.budget.amount is not None and self.prices else ""
        return (
            f"It stopped before {self.step}: {used} of {whose} of {self.budget.said()} is used, and what comes next may take "
            f"{needs} more{rests}. Nothing is lost: it goes on from here once the budget is {self.enough.said()} or more."
        )

    def _both(self, spent: Spent) -> str:
        """In the measure in which the budget is passed."""
        if self.budget.amount is not None and not Budget(amount=self.budget.amount).holds(self.used + self.needs):
            return money(spent.amount)
        if self.budget.millis is not None:
            return seconds(Fraction(spent.millis, 1000))
        return money(spent.amount)


class StepCost(Value):
    """What the tasks of one step cost, those that ran for this revision."""

    step: str
    spent: Spent


class JobCost(Value):
    """What a job cost, and by what that is told."""

    revision: int
    total: Spent
    """At all revisions."""
    by_step: tuple[StepCost, ...]
    """At this one."""
    currency: str = CURRENCY
    prices: str = ""
    """The version of the price table; empty where nothing costs money."""
    region: str = ""

    @property
    def now(self) -> Spent:
        """At this revision."""
        return sum((each.spent for each in self.by_step), NOTHING)


def charged(costs: Costs, revision: int, spent: Spent, month: str) -> Costs:
    """The costs once so much is known to have been spent at a revision. Said again, it changes nothing; it never falls."""
    if costs.revision != revision:
        costs = Costs(revision=revision, before=costs.total, months=costs.months)
    more = spent.less(costs.now)
    if more == NOTHING:
        return costs
    months = {**costs.months, month: costs.months.get(month, NOTHING) + more}
    return costs.model_copy(update={"now": costs.now + more, "months": months})


def month_of(now: Instant) -> str:
    """The month of a moment, in UTC: `2026-11`."""
    return datetime.fromtimestamp(now / 1000, UTC).strftime("%Y-%m")


def money(amount: Fraction) -> str:
    """As a person says it: `5.00 USD`, `0.0042 USD`."""
    if amount and amount < Fraction(1, 10_000):
        return f"less than 0.0001 {CURRENCY}"
    places = 2 if not amount or amount >= Fraction(1, 10) else 4
    whole = round(amount * 10**places)
    return f"{whole // 10**places}.{whole % 10**places:0{places}} {CURRENCY}"


def _cents_up(amount: Fraction) -> Fraction:
    return Fraction(-(-amount * 100 // 1), 100)
