"""Telling whoever counts, and whoever keeps traces, how things ended. What a home makes of it is its own affair."""

from __future__ import annotations

from typing import NamedTuple

from dropcut.domain.catalog import Row
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Millis
from dropcut.engine.home import Home
from dropcut.engine.money.spending import cost_of
from dropcut.ports.figures import Attempted, Ended, Outcome


class AttemptsEnd(NamedTuple):
    """How an attempt ended, and how much footage it went through."""

    outcome: Outcome
    footage: Millis = Millis(0)


def tell_of_an_attempt(home: Home, row: Row, claim: Claimed, ended: AttemptsEnd, took: Millis) -> None:
    """An attempt ended."""
    home.figures.attempted(
        Attempted(
            step=row.name,
            outcome=ended.outcome,
            waited=claim.waited,
            took=Millis(max(0, took)),
            card=bool(row.gpu),
            footage=ended.footage,
        )
    )


def tell_of_its_end(home: Home, job: Job) -> None:
    """A job came to rest at its revision."""
    home.traces.ended(job)
    took = (job.ended or job.revised) - job.revised
    cost = cost_of(home, job) if job.state is not JobState.HELD else None  # what is held goes on, and ends once more
    spent = cost.now.amount if cost and cost.prices else None
    currency = cost.currency if cost and cost.prices else ""
    home.figures.ended(Ended(state=job.state, took=Millis(max(0, took)), cost=spent, currency=currency))
