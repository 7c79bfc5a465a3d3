"""What jobs cost and may spend: quotes, and the budgets of jobs and of owners."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Job, Needs, OwnerInPath
from dropcut.api.asked import Asked
from dropcut.api.conditions import tagged
from dropcut.api.problems import Kind, Refused
from dropcut.api.quotes import Quotes
from dropcut.api.routes.jobs import Operator, Viewer, recorded
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheHome, TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.api.views import JobView, job_view
from dropcut.domain.access import Role
from dropcut.domain.errors import NotFound
from dropcut.domain.money import CURRENCY, WHAT_A_BUDGET_IS, Budget, budget_of, month_of
from dropcut.domain.names import Owner
from dropcut.domain.quotes import Quote
from dropcut.domain.report import Figure
from dropcut.domain.values import Value
from dropcut.engine.home import Home
from dropcut.engine.jobs import afford, look_again
from dropcut.engine.money.purse import Purse

router: Final = APIRouter(route_class=Once, tags=["money"], responses=HIDDEN)
OwnersViewer = Annotated[Caller, Depends(Needs(Role.VIEWER))]
OwnersAdmin = Annotated[Caller, Depends(Needs(Role.ADMIN))]


class NewBudget(Asked):
    """What may be spent."""

    budget: Annotated[str, Field(max_length=40, description=f"It is {WHAT_A_BUDGET_IS}.")] | None = Field(
        default=None, examples=["2.50 USD"], description="Null: nothing but what the drop's settings say."
    )


class MonthView(Value):
    """What an owner's jobs may spend in a month, and have spent in this one."""

    owner: str
    month: str = Field(examples=["2026-11"])
    """In UTC."""
    budget: str = Field(default="", examples=["25.00 USD"])
    """Empty where nobody said."""
    used_seconds: Figure
    """Of work, and what is under way at its most."""
    used: Figure
    """The same in money."""
    currency: str = CURRENCY
    prices: str = ""
    """The version of the price table that the money is estimated by."""


@router.get("/v1/jobs/{owner}/{name}/quote", responses={304: {"description": "It is as it was."}})
def get_quote(job: Job, _caller: Viewer, home: TheHome, request: Request) -> Quote:
    """What is left to do for a job, step by step, as a range: seconds, bytes and estimated price, and what is saved.

    Nothing is run for it: what the drop's files hold is known once they were read.
    """
    quotes: Quotes = request.app.state.quotes
    quote = quotes.of(recorded(home, job))
    if quote is None:
        raise Refused(Kind.NOT_FOUND, "Nobody reckons in this home.", "Ask whoever runs it.")
    return tagged(request, quote)


@router.put("/v1/jobs/{owner}/{name}/budget", responses=CONFLICT)
def put_budget(job: Job, new: NewBudget, _caller: Operator, parts: TheParts) -> JobView:
    """Settle what a job may spend. One that was held over its budget goes on where it stopped, once there is enough."""
    recorded(parts.home, job)
    return job_view(parts.home, afford(parts.home, job, _budget(new)))


@router.get("/v1/owners/{owner}/budget")
def get_month(owner: OwnerInPath, _caller: OwnersViewer, home: TheHome) -> MonthView:
    """What all of an owner's jobs may spend in a month."""
    return _month(home, Owner(owner))


@router.put("/v1/owners/{owner}/budget")
def put_month(owner: OwnerInPath, new: NewBudget, _caller: OwnersAdmin, home: TheHome) -> MonthView:
    """Settle that, for every month from now on. Jobs that were held over it are looked at again."""
    _purse(home).allow(Owner(owner), _budget(new))
    look_again(home, Owner(owner))
    return _month(home, Owner(owner))


def _budget(new: NewBudget) -> Budget | None:
    try:
        return None if new.budget is None else budget_of(new.budget)
    except ValueError:
        raise Refused(Kind.INVALID, f"A budget is {WHAT_A_BUDGET_IS}.", "Write it like 2.50 USD.") from None


def _month(home: Home, owner: Owner) -> MonthView:
    purse, month = _purse(home), month_of(home.ledger.now())
    allowance, used = purse.allowance(owner), purse.used(owner, month)
    return MonthView(
        owner=owner,
        month=month,
        budget=allowance.said() if allowance else "",
        used_seconds=used.seconds,
        used=used.amount,
        prices=purse.tariff.table.version if purse.tariff.charges else "",
    )


def _purse(home: Home) -> Purse:
    purse = home.purse()
    if purse is None:
        raise NotFound("Nobody reckons in this home.", "Ask whoever runs it.")
    return purse
