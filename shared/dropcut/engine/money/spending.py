"""What a job has cost so far, from what its tasks worked. For reports, metrics and whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dropcut.domain.jobs import Job, Stage
from dropcut.domain.money import NOTHING, Costs, JobCost, Spent, StepCost, charged, month_of
from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home
from dropcut.engine.money.purse import Purse


def cost_of(home: Home, job: Job) -> JobCost:
    """What a job has cost so far: its record tells, nothing else is read."""
    return told_cost(home, job, job.stages)


def told_cost(home: Home, job: Job, stages: Sequence[Stage]) -> JobCost:
    """The same while a revision is being made, whose stages so far are these."""
    purse, by_step = home.purse(), costs_by_step(home, stages)
    now = sum((each.spent for each in by_step), NOTHING)
    tariff = purse.tariff if purse else None
    charges = tariff is not None and tariff.charges
    return JobCost(
        revision=job.revision,
        total=charged(job.costs, job.revision, now, "").total,
        by_step=by_step,
        prices=tariff.table.version if tariff and charges else "",
        region=tariff.region if tariff else "",
    )


def costs_by_step(home: Home, stages: Sequence[Stage]) -> tuple[StepCost, ...]:
    """Of all steps that worked, in the order of the recipe."""
    purse = home.purse()
    spent: dict[str, Spent] = {}
    for stage in stages:
        if stage.spent or stage.run:
            spent[stage.step] = spent.get(stage.step, NOTHING) + _spent(home, purse, stage)
    return tuple(StepCost(step=step, spent=one) for step, one in spent.items())


def with_costs(home: Home, job: Job, stages: Sequence[Stage], now: Instant) -> Costs:
    """The job's costs, once these are its stages."""
    spent = sum((each.spent for each in costs_by_step(home, stages)), NOTHING)
    return charged(job.costs, job.revision, spent, month_of(now))


def _spent(home: Home, purse: Purse | None, stage: Stage) -> Spent:
    amount = Fraction(0)
    if purse is not None and stage.step in home.catalog:
        amount = purse.tariff.amount(home.catalog[stage.step], Fraction(stage.spent), stage.run)
    return Spent(millis=Millis(stage.spent), amount=amount)
