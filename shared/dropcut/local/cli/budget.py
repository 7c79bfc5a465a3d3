"""`dropcut budget`: what a job, or an owner in a month, may spend, and what an hour of this machine costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import click

from dropcut.domain.jobs import Job
from dropcut.domain.money import Afforded, money, month_of
from dropcut.domain.names import JobId, Owner
from dropcut.domain.wording import seconds
from dropcut.engine.elsewhere import Address
from dropcut.engine.home import Home
from dropcut.engine.jobs import afford, look_again
from dropcut.engine.money.purse import Purse
from dropcut.engine.money.quoting import Held, held_to
from dropcut.engine.money.spending import cost_of
from dropcut.local.cli.asking import asked
from dropcut.local.cli.budgeting import AFFORDED, HOUR
from dropcut.local.cli.home import HOME
from dropcut.local.exits import Misuse
from dropcut.local.place import LOCAL
from dropcut.local.quoting import held_here, purse_of, rates


@click.command("budget")
@click.argument("drop", required=False)
@click.argument("amount", required=False, type=AFFORDED)
@HOME
@click.option("--month", type=AFFORDED, help="What all of an owner's jobs may spend in a month: 25, 25 USD, '10 h', or none.")
@click.option("--owner", help="Whose month; yours unless said.")
@click.option("--hour", type=HOUR, help="What an hour of this machine costs you, all its cores; 0: nothing.")
def command(  # noqa: PLR0913 - one for each option
    *,
    drop: str | None,
    amount: Afforded | None,
    home: Path | Address | None,
    month: Afforded | None,
    owner: str | None,
    hour: Fraction | None,
) -> None:
    """Show or settle what DROP may spend: a folder, or <owner>/<drop> of the inbox. AMOUNT is 5, 2.50 USD, '20 min' or none.

    A step that could pass a budget is not begun. What is made is kept, and the job goes on once the budget is raised.
    Without DROP it is about the month: --month settles it, --hour what this machine costs.
    """
    if drop is not None:
        _of_a_job(drop, home, amount)
        return
    with _reckoned(home, hour) as (there, purse):
        whose = Owner(owner) if owner else LOCAL
        JobId.parse(f"{whose}/drop")
        if month is not None:
            purse.allow(whose, month.budget)
            if there is not None:
                look_again(there, whose)
        for line in _told(purse, whose, month_of(purse.now())):
            click.echo(line)


def _of_a_job(drop: str, home: Path | Address | None, amount: Afforded | None) -> None:
    with asked(drop, home) as found:
        job = found.home.ledger.job(found.named)
        if amount is not None:
            held = job.over is not None
            job = afford(found.home, job.id, amount.budget)
            if held and job.over is None:
                click.echo(found.goes_on())
        cost = cost_of(found.home, job)
        price = f", {money(cost.total.amount)}" if cost.prices else ""
        elsewhere = isinstance(home, Address)
        click.echo(_held(job, held_to(found.home, job, None) if elsewhere else held_here(found.home, job.id)))
        click.echo(f"So far it took {seconds(cost.total.seconds)} of work{price}.")


def _held(job: Job, held: Held) -> str:
    if job.budget is not None:
        return f"Its budget is {job.budget.said()}."
    if not held.settled:
        return "No budget was said: what its settings say holds, once they are read."
    if held.budget is None:
        return "It has no budget: none was said, and its settings say none."
    return f"No budget was said: its settings hold it to {held.budget.said()}."


@contextmanager
def _reckoned(home: Path | Address | None, hour: Fraction | None) -> Iterator[tuple[Home | None, Purse]]:
    """Of a home elsewhere; else of this machine, where the price of an hour can be said."""
    if home is None:
        with rates(hour) as purse:
            yield None, purse
        return
    if hour is not None:
        raise Misuse("An hour is priced for all homes of this machine.", "Leave out --home.")
    with asked(None, home) as found:
        yield found.home, purse_of(found.home)


def _told(purse: Purse, owner: Owner, month: str) -> Iterator[str]:
    allowance, used = purse.allowance(owner), purse.used(owner, month)
    price = f", {money(used.amount)}" if purse.tariff.charges else ""
    yield f"In {month}, jobs of {owner} took {seconds(used.seconds)} of work{price}."
    yield f"A month may take {allowance.said()}." if allowance else "No budget was said for a month."
    if not purse.tariff.region:
        hour = money(purse.tariff.hour) if purse.tariff.hour else "nothing"
        yield f"An hour of this machine costs {hour}."
