"""`--budget`, as commands take it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import click

from dropcut.domain.money import WHAT_A_BUDGET_IS, Afforded, Budget, afforded_of, budget_of


class BudgetType(click.ParamType[Afforded]):
    """An amount of money, a time of work, or none."""

    name = "amount"

    def convert(self, value: str | Afforded, param: click.Parameter | None, ctx: click.Context | None) -> Afforded:
        """Read what was typed."""
        if not isinstance(value, str):
            return value
        try:
            return afforded_of(value)
        except ValueError:
            self.fail(f"It is {WHAT_A_BUDGET_IS}; or none.", param, ctx)


class HourType(click.ParamType[Fraction]):
    """An amount of money."""

    name = "amount"

    def convert(self, value: str | Fraction, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """Read what was typed."""
        if not isinstance(value, str):
            return value
        try:
            budget = budget_of(value)
        except ValueError:
            budget = Budget()
        if budget.amount is None:
            self.fail("It is an amount such as 0.30 or 0.30 USD.", param, ctx)
        return budget.amount


AFFORDED: Final = BudgetType()
HOUR: Final = HourType()
BUDGET: Final = click.option(
    "--budget",
    type=AFFORDED,
    help="The most that this job may spend: 5, 2.50 USD, or a time of work such as '20 min'. It stays until another is said; "
    "none takes it away.",
)
