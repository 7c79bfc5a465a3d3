"""`do`, as a recipe sees it: answers from the ledger, and notes what is wanted.

Nothing is recorded while a recipe runs. `Asking` reads; `advance` writes down what it noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from dropcut.domain.blobs import Many
from dropcut.domain.catalog import Row
from dropcut.domain.jobs import Group, GroupResult, Job, Refusal, Stage
from dropcut.domain.keys import group_key, task_key
from dropcut.domain.names import Key, TaskId
from dropcut.domain.tasks import Failure, Task, TaskState, tried_again
from dropcut.domain.values import Millis, Value
from dropcut.engine.codec import Step, bound, read_result
from dropcut.engine.home import Home
from dropcut.engine.subject import subject_of
from dropcut.engine.unknown import EachOf, Unknown, refusals_of, standing
from dropcut.ports.recipe import Each
from dropcut.ports.tools import Tools

P = ParamSpec("P")
A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True)
class Call:
    """One task that the recipe asked for, with the inputs it would run on."""

    row: Row
    task: TaskId
    inputs: Value


@dataclass(frozen=True)
class Batch:
    """One group that the recipe asked for."""

    row: Row
    key: Key
    items: Many[Any]


Gather = Callable[[Batch], "GroupResult | tuple[Refusal, ...]"]
"""Reads a group whose shards have all ended: what they gave, or why some failed, or neither when some must be redone."""


class Asking:
    """One run of the recipe at one revision of a job."""

    def __init__(self, home: Home, job: Job, gather: Gather) -> None:
        self._home = home
        self._job = job
        self._gather = gather
        self.calls: dict[TaskId, Call] = {}
        """What must be wished for: every task asked for that has not ended well."""
        self.reached: dict[TaskId, Task] = {}
        """Every recorded task that was asked for alone."""
        self.batches: dict[Key, Batch] = {}
        """Every group asked for, ended or not."""
        self.open_batches: dict[Key, Batch] = {}
        """Those that must be looked up shard by shard."""
        self.waiting_batches: set[Key] = set()
        """Those whose shards have not all ended."""
        self.kept: list[Group] = []
        """Ended groups of an earlier revision that this one wants too."""
        self.stages: list[Stage] = []
        self.refused: set[TaskId] = set()
        """Every task of which the recipe was told that it failed for good."""
        self.refusals: dict[Refusal, None] = {}
        """What failed for good, each said once, in the order it was asked for."""

    def __call__(self, step: Callable[Concatenate[Tools, P], R], /, *args: P.args, **inputs: P.kwargs) -> R:
        """See `ports.recipe.Do`."""
        unknown = standing((*args, *inputs.values()))
        if unknown is not None:
            self._note(step, [unknown])
            return cast("R", unknown)
        (answer,) = self._answers(step, [bound(step, args, inputs)])
        return cast("R", answer)

    def each(self, step: Callable[[Tools, A], R], items: Sequence[A] | Each[A], /) -> EachOf[R]:
        """See `ports.recipe.Do`."""
        if isinstance(items, Unknown):
            self._note(step, [items])
            return EachOf([items])
        entries = items.open_entries() if isinstance(items, EachOf) else tuple(cast("Sequence[A]", items))
        known = [bound(step, (entry,), {}) for entry in entries if not isinstance(entry, Unknown)]
        answers = iter(self._answers(step, known, entries))
        return EachOf(entry if isinstance(entry, Unknown) else next(answers) for entry in entries)

    def map(self, step: Callable[[Tools, A], R], items: Sequence[A] | Many[A], /) -> Many[R]:
        """See `ports.recipe.Do`."""
        unknown = standing([items])
        if unknown is not None:
            self._note(step, [unknown])
            return cast("Many[R]", unknown)
        many = items if isinstance(items, Many) else Many[Any].of(tuple(items))
        row = self._home.catalog[step]
        batch = Batch(row, group_key(row.name, row.version, many.digest, self._job.recheck), many)
        self.batches[batch.key] = batch
        return cast("Many[R]", self.answer_batch(batch))

    @property
    def known_steps(self) -> frozenset[str]:
        """The steps of which every task that the recipe can ask for was asked for."""
        unknown = {stage.step for stage in self.stages if not stage.known}
        return frozenset(stage.step for stage in self.stages) - unknown

    def _answers(self, step: Step, inputs: Sequence[Value], entries: Sequence[object] = ()) -> list[Any]:
        row = self._home.catalog[step]
        calls = [self._call(row, each) for each in inputs]
        tasks = self._home.ledger.tasks([call.task for call in calls]) if calls else ()
        answers = [self._answer(call, task) for call, task in zip(calls, tasks, strict=True)]
        holes = [entry for entry in entries if isinstance(entry, Unknown)]
        self._note(step, [*answers, *holes], known=not holes, tasks=tasks)
        return answers

    def _call(self, row: Row, inputs: Value) -> Call:
        key = task_key(row.name, row.version, inputs)
        return Call(row, TaskId(self._job.id.owner, row.name, key), inputs)

    def _answer(self, call: Call, task: Task | None) -> Any:  # noqa: ANN401 - what the step gives, or Unknown
        if task is not None:
            self.reached[call.task] = task
            if task.state is TaskState.DONE and task.result is not None:
                return read_result(call.row.step, task.result, self._home.blobs)
        self.calls[call.task] = call
        if task is None or task.failure is None or task.state is not TaskState.FAILED:
            return Unknown()
        if tried_again(task, self._job.revised, self._job.retried):
            return Unknown()
        self.refused.add(call.task)
        return self._refusal(call.row.name, subject_of(call.inputs), task.failure)

    def _refusal(self, step: str, about: str, failure: Failure) -> Unknown:
        refusal = Refusal(step=step, about=about, failure=failure)
        self.refusals[refusal] = None
        return Unknown((refusal,))

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        """What a group gave, or what stands for it."""
        job, ledger = self._job, self._home.ledger
        group = ledger.group(job.id, batch.key)
        if group is not None and group.result is not None:
            return self._batch_done(batch, group, group.result)
        looked_up = group is not None and group.ready and group.revision >= job.revision
        if looked_up and not ledger.group_open(job.id, batch.key):
            gathered = self._gather(batch)
            if isinstance(gathered, GroupResult):
                return self._batch_done(batch, None, gathered)
            if gathered:
                return self._batch_failed(batch, gathered)
            looked_up = False
        if not looked_up:
            self.open_batches[batch.key] = batch
        self.waiting_batches.add(batch.key)
        self.stages.append(Stage(step=batch.row.name, total=batch.items.count, group=batch.key))
        return Unknown()

    def _batch_done(self, batch: Batch, group: Group | None, result: GroupResult) -> Many[Any]:
        total, revision = batch.items.count, self._job.revision
        if group is not None and group.revision < revision:
            self.kept.append(group.model_copy(update={"revision": revision}))
        here = result.revision == revision
        run, spent = (result.run, result.spent) if here else (0, Millis(0))
        self.stages.append(Stage(step=batch.row.name, total=total, done=total, run=run, reused=total - run, spent=spent))
        return result.results

    def _batch_failed(self, batch: Batch, refusals: tuple[Refusal, ...]) -> Unknown:
        total = batch.items.count
        self.refusals.update(dict.fromkeys(refusals))
        done = total - len(refusals)
        self.stages.append(Stage(step=batch.row.name, total=total, done=done, failed=len(refusals), run=done))
        return Unknown(refusals)

    def _note(self, step: Step, answers: Sequence[object], *, known: bool = False, tasks: Sequence[Task | None] = ()) -> None:
        there = [task for task in tasks if task is not None and task.state is TaskState.DONE]
        run = sum(task.changed >= self._job.revised for task in there)
        spent = sum(task.spent for task in tasks if task is not None and task.changed >= self._job.revised)
        failed = sum(isinstance(answer, Unknown) and bool(refusals_of(answer)) for answer in answers)
        self.stages.append(
            Stage(
                step=step.__name__,
                total=len(answers),
                done=len(there),
                failed=failed,
                run=run,
                reused=len(there) - run,
                known=known,
                spent=Millis(spent),
            )
        )
