"""The recipe, run on what is there and on what is supposed of the rest: every task that a job would ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from dropcut.domain.blobs import Many
from dropcut.domain.errors import LostBlob, Permanent
from dropcut.domain.jobs import Job, Refusal, Stage
from dropcut.domain.measures import Work
from dropcut.domain.money import Budget
from dropcut.domain.names import Key, TaskId
from dropcut.domain.tasks import Failure, Task, TaskState
from dropcut.domain.values import Value
from dropcut.engine.asking import Batch, Call
from dropcut.engine.batches import AT_ONCE, shards
from dropcut.engine.codec import Step, read_result
from dropcut.engine.drop import DropAsOf
from dropcut.engine.home import Home
from dropcut.engine.money.hands import looked
from dropcut.engine.subject import subject_of
from dropcut.engine.tracing import MISTAKES, Tracing
from dropcut.engine.unknown import Unknown
from dropcut.ports.outlook import Outlook, Side
from dropcut.ports.recipe import CannotGoOn, NotYet
from dropcut.ports.tools import Programs

_AT_A_TIME: Final = 4
R = TypeVar("R")
Looks = Callable[[str], Path | None]
"""The folder in which a quote runs a step itself; None where it does not."""


@dataclass(frozen=True)
class Expected:
    """A task that is still to be done."""

    call: Call
    work: Work
    rests_on: str


@dataclass
class Known:
    """What several runs share, so that nothing is read, run or supposed twice."""

    side: Side = Side.LIKELY
    tasks: dict[TaskId, Task | None] = field(default_factory=dict)
    values: dict[TaskId, object] = field(default_factory=dict)
    looked_at: set[TaskId] = field(default_factory=set)
    """What was run for this alone."""
    refused: dict[TaskId, Refusal] = field(default_factory=dict)
    expected: dict[TaskId, Expected] = field(default_factory=dict)
    shards: dict[Key, tuple[Call, ...]] = field(default_factory=dict)

    def for_side(self, side: Side) -> Known:
        """What holds on another side too: all that was not supposed."""
        kept = self.looked_at | {each for each, task in self.tasks.items() if task and task.state is TaskState.DONE}
        values = {each: value for each, value in self.values.items() if each in kept}
        return Known(side, dict(self.tasks), values, set(self.looked_at), dict(self.refused))


class Foreseeing(Tracing):
    """One run. `there` tells of what is still to be done whether it is taken to be done by now."""

    def __init__(self, home: Home, job: Job, outlook: Outlook, known: Known, looks: Looks) -> None:
        super().__init__(home, job, lambda _batch: ())
        self._outlook = outlook
        self._known = known
        self._looks = looks
        self.there: Callable[[TaskId], bool] = lambda _task: True
        self.expected: dict[TaskId, Expected] = {}
        """What is still to be done, in the order in which it is asked for."""
        self.found: dict[TaskId, Task] = {}
        """What is done."""
        self.together: list[tuple[TaskId, ...]] = []
        """Groups, of which the recipe learns once all are done."""
        self.order: dict[str, None] = {}
        """Steps, in the order in which the recipe comes to them."""
        self.refused_here: list[Refusal] = []
        """What could not be used, as a look at it told."""

    def _answers(self, step: Step, inputs: Sequence[Value], entries: Sequence[object] = ()) -> list[Any]:
        row = self._home.catalog[step]
        calls = [self._call(row, each) for each in inputs]
        self._provide(calls)
        answers = [self._foreseen(call) for call in calls]
        holes = [entry for entry in entries if isinstance(entry, Unknown)]
        tasks = [self._known.tasks.get(call.task) for call in calls]
        self._note(step, [*answers, *holes], known=not holes, tasks=tasks)
        return answers

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        """What a group gives, shard by shard."""
        known = self._known
        calls = known.shards.get(batch.key) or tuple(shards(self._home, self._job, batch))
        known.shards[batch.key] = calls
        self._provide(calls)
        if all(self._is_done(call.task) for call in calls):
            self.found.update({call.task: cast("Task", known.tasks[call.task]) for call in calls})
            self.stages.append(self._stage(batch, [self.found[call.task] for call in calls]))
            return super().answer_batch(batch)
        values = [self._foreseen(call) for call in calls]
        self.together.append(tuple(call.task for call in calls))
        if any(isinstance(value, Unknown) for value in values):
            return Unknown()
        return Many[Any].of(tuple(values))

    def _stage(self, batch: Batch, tasks: Sequence[Task]) -> Stage:
        """As the job told it when the group ended: its report was made from that."""
        run = sum(task.changed >= self._job.revised for task in tasks)
        return Stage(step=batch.row.name, total=len(tasks), done=len(tasks), run=run, reused=len(tasks) - run)

    def _provide(self, calls: Sequence[Call]) -> None:
        known = self._known
        self.order.update(dict.fromkeys(call.row.name for call in calls))
        new = list(dict.fromkeys(call.task for call in calls if call.task not in known.tasks))
        for first in range(0, len(new), AT_ONCE):
            portion = new[first : first + AT_ONCE]
            known.tasks.update(zip(portion, self._home.ledger.tasks(portion), strict=True))
        self._look([call for call in calls if self._can_be_looked_at(call)])

    def _can_be_looked_at(self, call: Call) -> bool:
        known = self._known
        new = call.task not in known.values and call.task not in known.refused and not self._is_done(call.task)
        return new and (self._looks(call.row.name) is not None or self._outlook.is_planning(call.row.name))

    def _look(self, calls: Sequence[Call]) -> None:
        if not calls:
            return
        with ThreadPoolExecutor(min(_AT_A_TIME, len(calls))) as together:
            results = list(together.map(self._looked, calls))
        for call, result in zip(calls, results, strict=True):
            if isinstance(result, Refusal):
                self._known.refused[call.task] = result
            else:
                self._known.values[call.task] = result
                if not self._outlook.is_planning(call.row.name):
                    self._known.looked_at.add(call.task)

    def _looked(self, call: Call) -> object:
        try:
            return looked(self._home, call, self._looks(call.row.name))
        except Permanent as error:
            failure = Failure(kind="permanent", message=error.message, hint=error.hint)
            return Refusal(step=call.row.name, about=subject_of(call.inputs), failure=failure)

    def _is_done(self, task: TaskId) -> bool:
        record = self._known.tasks.get(task)
        return record is not None and record.state is TaskState.DONE and record.result is not None

    def _foreseen(self, call: Call) -> Any:  # noqa: ANN401 - what the step gives, or Unknown
        known, task = self._known, self._known.tasks.get(call.task)
        if task is not None and self._is_done(call.task):
            with suppress(LostBlob):
                return self._recorded(call, task)
        if call.task in known.refused:
            self.refused_here.append(known.refused[call.task])
            return Unknown((known.refused[call.task],))
        if task is not None and task.state is TaskState.FAILED:
            answer = self._answer(call, task)
            if call.task in self.refused:
                return answer
        return self._supposed(call)

    def _recorded(self, call: Call, task: Task) -> object:
        if call.task not in self._known.values and task.result is not None:
            self._known.values[call.task] = read_result(call.row.step, task.result, self._home.blobs)
        self.found[call.task] = task
        return self._known.values[call.task]

    def _supposed(self, call: Call) -> object:
        known = self._known
        if call.task not in known.expected:
            work = self._outlook.work(call.row.name, call.inputs)
            known.expected[call.task] = Expected(call, work, self._outlook.rests_on(call.row.name, call.inputs))
        self.expected[call.task] = known.expected[call.task]
        if call.task not in known.values:
            value = self._outlook.supposed(call.row.name, call.inputs, call.task.key, known.side)
            if value is None:
                return Unknown()
            known.values[call.task] = value
        return known.values[call.task] if self.there(call.task) else Unknown()


@dataclass(frozen=True)
class Foreseen:
    """What one run of the recipe came to."""

    run: Foreseeing
    complete: bool
    """Whether every task that the job will ask for is among them."""
    budget: Budget | None = None
    """What the drop's own settings let it spend, or what somebody said above them."""
    budget_is_settled: bool = True
    """Whether that is known by now."""
    waits_for: str = ""
    refusals: tuple[Refusal, ...] = ()


def foreseen(home: Home, job: Job, run: Foreseeing) -> Foreseen:
    """Run the recipe."""
    drop, refusals, complete = DropAsOf(job, home.ledger.now(), lambda: _programs(home)), tuple[Refusal, ...](), False
    try:
        complete = not isinstance(home.recipe(drop, run), Unknown)
    except CannotGoOn as stop:
        refusals = stop.refusals
    except Permanent as error:
        failure = Failure(kind="permanent", message=error.message, hint=error.hint)
        refusals = (Refusal(step="drop", about="", failure=failure),)
    except (NotYet, *MISTAKES):
        complete = False
    told = dict.fromkeys((*run.refusals, *run.refused_here, *refusals))
    return Foreseen(run, complete, drop.budget, drop.budget_is_settled, drop.waiting_for, tuple(told))


def _programs(home: Home) -> Programs:
    """Where a quote is asked for there may be none: then what is encoded is supposed to be new."""
    try:
        return home.programs()
    except Permanent:
        return Programs(ffmpeg=Path("ffmpeg"), build="not here")
