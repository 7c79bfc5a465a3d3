"""How far a job is: a number that never falls within a revision, from what the ledger counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.catalog import Catalog
from dropcut.domain.jobs import Job, JobState, Stage
from dropcut.domain.tasks import TaskState
from dropcut.domain.time import Exact
from dropcut.domain.values import Count, Value
from dropcut.engine.home import Home

_MANY: Final = 64
_ALMOST: Final = Fraction(999, 1000)
"""Only what is done is the whole."""


class StepProgress(Value):
    """One step of a job, over all calls of the recipe."""

    step: str
    total: Count
    done: Count
    run: Count
    reused: Count
    failed: Count


class Running(Value):
    """One piece of work that is under way."""

    step: str
    permille: Count
    """Of this piece."""
    told: str = ""
    """What it says of itself: `3.2 frames/s`."""


class Progress(Value):
    """How a job stands, in thousandths of the whole."""

    revision: int
    permille: Count
    steps: tuple[StepProgress, ...]
    running: tuple[Running, ...] = ()
    """Of what says how far it is."""
    far: Exact = Fraction(0)
    """The same as `permille`, not rounded: the work of days moves by less than a thousandth an hour."""


def progress(home: Home, job: Job) -> Progress:
    """How a job stands now. A watcher who shows several in a row keeps the highest of one revision (`at_least`)."""
    steps, running = tuple(_steps(_live(home, job))), tuple(_running(home, job))
    far = Fraction(1) if job.state is JobState.DONE else far_of(home.catalog, steps, running)
    return Progress(revision=job.revision, permille=_permille(far), steps=steps, running=running, far=far)


def at_least(before: Progress | None, now: Progress) -> Progress:
    """`now`, never less than what was shown before at the same revision."""
    if before is None or before.revision != now.revision or (now.far >= before.far and now.permille >= before.permille):
        return now
    return now.model_copy(update={"permille": before.permille, "far": before.far})


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


def _running(home: Home, job: Job) -> Iterable[Running]:
    """What of this job is running and tells how far it is. Without gauges nobody is asked what runs."""
    told = home.gauges.told() if job.state is JobState.WORKING else {}
    for task in home.ledger.open_tasks(job.id, _MANY) if told else ():
        if task.state is TaskState.RUNNING and (far := told.get(task.id)):
            yield Running(step=task.id.step, permille=min(999, 1000 * far.done // far.of), told=far.told)


def permille_of(catalog: Catalog, steps: Sequence[StepProgress]) -> int:
    """As `far_of`, in thousandths; a whole thousand only when the job is done."""
    return _permille(far_of(catalog, steps, ()))


def far_of(catalog: Catalog, steps: Sequence[StepProgress], running: Sequence[Running]) -> Fraction:
    """Each step counts by its share in the catalog, whether the recipe has come to it or not; see `Row.instead_of`."""
    asked = {step.step for step in steps}
    replaced = {row.instead_of for row in catalog.rows if row.name in asked}
    rows = (row for row in catalog.rows if row.name not in replaced and (not row.instead_of or row.name in asked))
    whole = sum(row.share for row in rows)
    done = sum((catalog[step.step].share * _done(step, running) for step in steps if step.step in catalog), Fraction(0))
    return min(_ALMOST, done / max(whole, 1))


def _done(step: StepProgress, running: Sequence[Running]) -> Fraction:
    """Of a step's calls, what is done and what will be."""
    begun = sum(each.permille for each in running if each.step == step.step)
    ended = step.done + step.failed
    return min(Fraction(1), Fraction(1000 * ended + begun, 1000 * max(step.total, 1)))


def _permille(far: Fraction) -> int:
    return int(1000 * far)
