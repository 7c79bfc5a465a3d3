"""Money and work: what is spent is counted once, what may be spent is read from a person's words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.jobs import Job
from dropcut.domain.money import NOTHING, Budget, Costs, OverBudget, Spent, afforded_of, budget_of, charged, money, month_of
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Instant, Millis

CENT = Spent(millis=Millis(1_000), amount=Fraction("0.01"))
NOVEMBER = "2026-11"


def cents(count: int) -> Spent:
    return Spent(millis=Millis(1_000 * count), amount=Fraction(count, 100))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("5", Budget(amount=Fraction(5))),
        ("2.50", Budget(amount=Fraction(5, 2))),
        ("$ 0.10", Budget(amount=Fraction(1, 10))),
        ("12 usd", Budget(amount=Fraction(12))),
        ("0", Budget(amount=Fraction(0))),
        ("20 min", Budget(millis=Millis(1_200_000))),
        ("1.5h", Budget(millis=Millis(5_400_000))),
        ("90 seconds", Budget(millis=Millis(90_000))),
    ],
)
def test_a_budget_is_read_as_a_person_writes_it(said: str, meant: Budget) -> None:
    assert budget_of(f" {said} ") == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "five",
        "-1",
        "5 EUR",
        "1e3",
        "nan",
        "inf",
        "1/3",
        "5 5",
        "999999999999",
        "10001 h",
        "20 min now",
        "٥",
        "0x5",
        "1" * 400,
    ],
)
def test_what_is_no_budget_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="a budget is an amount such as 5"):
        budget_of(said)


def test_none_takes_a_budget_away() -> None:
    assert afforded_of("none").budget is None
    assert afforded_of("None ").budget is None


def test_what_a_revision_spent_is_counted_once_however_often_it_is_looked_at() -> None:
    costs = charged(Costs(), 1, cents(2), NOVEMBER)
    assert charged(costs, 1, cents(2), NOVEMBER) == costs
    more = charged(costs, 1, cents(5), "2026-12")
    assert (more.total, more.months) == (cents(5), {NOVEMBER: cents(2), "2026-12": cents(3)})


def test_another_revision_adds_to_those_before_and_nothing_ever_falls() -> None:
    costs = charged(charged(Costs(), 1, cents(4), NOVEMBER), 2, cents(1), NOVEMBER)
    assert (costs.before, costs.now, costs.total) == (cents(4), cents(1), cents(5))
    assert charged(costs, 2, NOTHING, NOVEMBER) == costs
    assert charged(costs, 3, NOTHING, NOVEMBER).total == cents(5)


def test_a_job_that_cost_nothing_is_stored_as_it_always_was() -> None:
    stored = Job(id=JobId(Owner("ann"), "holiday")).model_dump(mode="json")
    assert not {"costs", "over", "budget"} & stored.keys()


def test_a_limit_of_money_and_one_of_work_each_hold_by_themselves() -> None:
    budget = Budget(amount=Fraction(1), millis=Millis(1_000))
    assert budget.holds(Spent(millis=Millis(1_000), amount=Fraction(1)))
    assert not budget.holds(Spent(millis=Millis(1_001)))
    assert not budget.holds(Spent(amount=Fraction("1.01")))


def test_who_is_stopped_reads_what_is_used_what_is_needed_and_what_is_enough() -> None:
    over = OverBudget(step="render", budget=budget_of("0.10"), used=cents(4), needs=cents(9), prices="2026-11-21")
    assert over.said() == (
        "It stopped before render: 0.0400 USD of the budget of 0.10 USD is used, and what comes next may take 0.0900 USD more "
        "(estimated by the price table of 2026-11-21). "
        "Nothing is lost: it goes on from here once the budget is 0.13 USD or more."
    )
    assert over.enough.holds(over.used + over.needs)
    timed = OverBudget(step="find", budget=budget_of("2 s"), used=cents(1), needs=cents(3), whose="owner", month=NOVEMBER)
    assert timed.said() == (
        "It stopped before find: 1 s of the owner's budget for 2026-11 of 2 s of work is used, and what comes next may take "
        "3 s more. Nothing is lost: it goes on from here once the budget is 4 s of work or more."
    )


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0", "0.00 USD"), ("12.345", "12.34 USD"), ("0.0042", "0.0042 USD"), ("0.00001", "less than 0.0001 USD")],
)
def test_small_amounts_are_not_said_to_be_nothing(amount: str, said: str) -> None:
    assert money(Fraction(amount)) == said


def test_a_month_is_that_of_greenwich() -> None:
    assert month_of(Instant(1_793_491_199_999)) == "2026-10"
    assert month_of(Instant(1_793_491_200_000)) == "2026-11"
