"""What a call of `make` would do, found out without doing it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from dropcut.domain.arrival import observed
from dropcut.domain.blobs import Many
from dropcut.domain.documents import Document
from dropcut.domain.errors import LostBlob, NotFound, Permanent
from dropcut.domain.jobs import Job, Stage
from dropcut.domain.names import JobId
from dropcut.domain.settings import Options
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Count, Value
from dropcut.domain.wording import count_of
from dropcut.engine.asking import Asking, Batch
from dropcut.engine.batches import chunked, shards
from dropcut.engine.drop import DropAsOf
from dropcut.engine.home import Home
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.engine.tracing import MISTAKES, Tracing
from dropcut.engine.unknown import Unknown, unbuilt
from dropcut.local import wiring
from dropcut.local.exits import BadInput
from dropcut.local.making import AT_ONCE
from dropcut.local.nowhere import nowhere
from dropcut.local.place import Place
from dropcut.ports.recipe import CannotGoOn, NotYet


class PlannedStep(Value):
    """What one step would have to do."""

    step: str
    to_do: Count
    done: Count
    complete: bool
    """False when there will be more of it, which nobody can count before earlier steps are done."""


class Plan(Document):
    """What `dropcut make --dry-run --json` prints."""

    KIND: ClassVar[str] = "plan"

    job: str
    files: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    complete: bool
    """False when steps may follow that depend on what these find."""
    waits_for: str

    def said(self) -> str:
        """For a person."""
        lines = [f"{self.job}: {count_of(len(self.files), 'file')}."]
        lines += [
            f"  {step.step}: {step.to_do} to do, {step.done} done already" for step in self.steps if step.complete or step.to_do
        ]
        if self.waits_for:
            lines.append(f"It would wait for {self.waits_for}.")
        elif not self.complete:
            lines.append("What follows depends on what these find.")
        return "\n".join(lines)


def plan(place: Place, pipeline: Pipeline, options: Options) -> Plan:
    """What would be done for the one drop of `place`. Makes nothing, not even a home."""
    if place.begun:
        return _plan(place, pipeline, options)
    with nowhere() as room:
        return _plan(place.model_copy(update={"home": room / "home"}), pipeline, options)


def _plan(place: Place, pipeline: Pipeline, options: Options) -> Plan:
    with wiring.opened(place, pipeline, "planning", Keeper().beating) as workplace:
        return _asked(workplace.home, _job(workplace.home, place.only).with_(options=options))


def _job(home: Home, drop: JobId) -> Job:
    """The job as it would be after a look at the folder."""
    recorded = Job(id=drop)
    with suppress(NotFound):
        recorded = home.ledger.job(drop).with_(quiet=AT_ONCE)
    return observed(recorded.with_(begun_by_hand=True), home.folder.files(drop), home.ledger.now())


class _Planning(Tracing):
    """Notes groups as an advance does, and sees through those that are done, whatever became of their records."""

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        answer = Asking.answer_batch(self, batch)
        return super().answer_batch(batch) if isinstance(answer, Unknown) else answer


def _asked(home: Home, job: Job) -> Plan:
    asking, complete = _Planning(home, job, lambda _batch: ()), False
    drop = DropAsOf(job, home.ledger.now(), home.programs)
    try:
        home.recipe(drop, asking)
        complete = all(stage.known for stage in asking.stages)
    except (NotYet, CannotGoOn, LostBlob):
        complete = False
    except Permanent as error:  # as the call itself would end
        raise BadInput(error.message, error.hint) from error
    except MISTAKES as error:
        if unbuilt(error) is None:
            raise
    return Plan(
        job=str(job.id),
        files=tuple(file.path for file in job.files),
        steps=tuple(_step(home, job, asking, stage) for stage in asking.stages),
        complete=complete,
        waits_for=drop.waiting_for,
    )


def _step(home: Home, job: Job, asking: Asking, stage: Stage) -> PlannedStep:
    batch = asking.open_batches.get(stage.group) if stage.group else None
    done = _done_of(home, job, batch) if batch else stage.done
    return PlannedStep(step=stage.step, to_do=stage.total - done, done=done, complete=stage.known)


def _done_of(home: Home, job: Job, batch: Batch) -> int:
    """How many shards are done: each has a key of its own, though the group be new."""
    tasks = (home.ledger.tasks([call.task for call in portion]) for portion in chunked(shards(home, job, batch)))
    return sum(task is not None and task.state is TaskState.DONE for portion in tasks for task in portion)
