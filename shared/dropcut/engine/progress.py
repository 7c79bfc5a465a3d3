"""How far a job is: a number that never falls within a revision, from what the ledger counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dropcut.domain.catalog import Catalog
from dropcut.domain.jobs import Job, JobState, Stage
from dropcut.domain.values import Count, Value
from dropcut.engine.home import Home


class StepProgress(Value):
    """One step of a job, over all calls of the recipe."""

    step: str
    total: Count
    done: Count
    run: Count
    reused: Count
    failed: Count


class Progress(Value):
    """How a job stands, in thousandths of the whole."""

    revision: int
    permille: Count
    steps: tuple[StepProgress, ...]


def progress(home: Home, job: Job) -> Progress:
    """How a job stands now. A watcher who shows several in a row keeps the highest of one revision (`at_least`)."""
    steps = tuple(_steps(_live(home, job)))
    permille = 1000 if job.state is JobState.DONE else permille_of(home.catalog, steps)
    return Progress(revision=job.revision, permille=permille, steps=steps)


def at_least(before: Progress | None, now: Progress) -> Progress:
    """`now`, never less than what was shown before at the same revision."""
    if before is None or before.revision != now.revision or now.permille >= before.permille:
        return now
    return now.model_copy(update={"permille": before.permille})


def _live(home: Home, job: Job) -> Iterable[Stage]:
    for stage in job.stages:
        group = home.ledger.group(job.id, stage.group) if stage.group else None
        yield (
            stage if group is None or not group.ready else stage.model_copy(update={"done": max(0, stage.total - group.left)})
        )


def _steps(stages: Iterable[Stage]) -> Iterable[StepProgress]:
    by_step: dict[str, list[Stage]] = {}
    for stage in stages:
        by_step.setdefault(stage.step, []).append(stage)
    for step, calls in by_step.items():
        yield StepProgress(
            step=step,
            total=sum(call.total for call in calls),
            done=sum(call.done for call in calls),
            run=sum(call.run for call in calls),
            reused=sum(call.reused for call in calls),
            failed=sum(call.failed for call in calls),
        )


def permille_of(catalog: Catalog, steps: Sequence[StepProgress]) -> int:
    """Each step counts by its share in the catalog, whether the recipe has come to it or not; see `Row.instead_of`."""
    asked = {step.step for step in steps}
    replaced = {row.instead_of for row in catalog.rows if row.name in asked}
    rows = (row for row in catalog.rows if row.name not in replaced and (not row.instead_of or row.name in asked))
    whole = sum(row.share for row in rows)
    done = sum(
        catalog[step.step].share * (step.done + step.failed) * 1000 // max(step.total, 1)
        for step in steps
        if step.step in catalog
    )
    return min(999, done // max(whole, 1))
