"""One look at a job within its turn: run the recipe, write down what it wants, say how the job stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import structlog

from dropcut.domain.blobs import INLINE_LIMIT, Result
from dropcut.domain.errors import LostBlob, Permanent
from dropcut.domain.jobs import Job, JobState, Refusal, Turn, revised, settled
from dropcut.domain.money import Budget
from dropcut.domain.names import JobId, Key
from dropcut.domain.tasks import Failure, Task, TaskState, Want, Wish
from dropcut.domain.values import Instant, Millis, Sha256, digest
from dropcut.engine.asking import Asking, Call
from dropcut.engine.batches import advance_blob, chunked, gathered, group_record, shards
from dropcut.engine.codec import adapter
from dropcut.engine.drop import DropAsOf
from dropcut.engine.ends import tell_of_its_end
from dropcut.engine.home import Home
from dropcut.engine.lost import remake
from dropcut.engine.money.gate import OPEN, gate
from dropcut.engine.money.settling import settle
from dropcut.engine.money.spending import told_cost, with_costs
from dropcut.engine.tracing import MISTAKES
from dropcut.engine.unknown import Unknown, refusals_of, unbuilt
from dropcut.ports.dispatch import NOW, RunTask
from dropcut.ports.ledger import Asked
from dropcut.ports.recipe import CannotGoOn, NotYet

log = structlog.get_logger(__name__)

ALONE = Key("")
"""The group of a task that was asked for by itself."""

_DROP = "drop"
"""What refuses when the drop itself is at fault, and no step of it."""

_OUR_MISTAKE = "This is a mistake in Dropcut: see the log."


@dataclass(frozen=True)
class _Said:
    """What one run of the recipe came to."""

    value: object = None
    unknown: bool = False
    refusals: tuple[Refusal, ...] = ()
    waiting_for: str = ""
    held: bool = False
    """A person must say that it may go on."""


@dataclass
class _Answers:
    """What the ledger made of the wants."""

    open: bool = False
    look_again: bool = False
    """Something had ended between being read and being asked for."""


class Look:
    """One look at `job` as of `now`, by whoever holds `turn`."""

    def __init__(self, home: Home, turn: Turn, job: Job, now: Instant) -> None:
        self._home = home
        self._turn = turn
        self._job = job
        self._now = now
        self._asking = Asking(home, job, partial(gathered, home, job, turn))
        self._answers = _Answers()
        self._budget: Budget | None = None
        self._gate = OPEN

    def take(self) -> bool:
        """Look, record and dispatch. True when there is reason to look again at once. Raises Stale, Conflict."""
        try:
            said = self._run_recipe()
            if not self._refusals_hold():
                return True
            self._gate = gate(self._home, self._job, self._asking, self._budget, self._now)
            self._record()
        except LostBlob as lost:
            remake(self._home, lost, [self._job.id])
            return True
        self._home.ledger.withdraw(self._turn, before=self._job.revision, steps=self._asking.known_steps)
        if not self._answers.look_again:
            self._write_down(said)
        return self._answers.look_again

    def _refusals_hold(self) -> bool:
        """Whether what failed before at this revision still does; if not, another revision begins.

        One revision is never delivered in two ways. So what is refused is written down before anything is built on it.
        """
        refused = tuple(self._asking.refusals)
        if any(before.step in self._home.catalog and before not in refused for before in self._job.refusals):
            self._home.ledger.update_job(revised(self._job, self._now))
            return False
        if refused and refused != self._job.refusals:
            self._job = self._home.ledger.update_job(self._job.with_(refusals=refused))
        return True

    def _run_recipe(self) -> _Said:
        drop = DropAsOf(self._job, self._now, self._home.programs, partial(told_cost, self._home, self._job))
        said = self._said(drop)
        self._budget = drop.budget
        if drop.kept != self._job.kept:
            self._job = self._home.ledger.update_job(self._job.with_(kept=drop.kept))
        return said

    def _said(self, drop: DropAsOf) -> _Said:
        try:
            value = self._home.recipe(drop, self._asking)
        except NotYet:
            return _Said(unknown=True, waiting_for=drop.held_for or drop.waiting_for, held=bool(drop.held_for))
        except CannotGoOn as stop:
            return _Said(unknown=True, refusals=stop.refusals)
        except Permanent as error:
            failure = Failure(kind="permanent", message=error.message, hint=error.hint)
            return _Said(unknown=True, refusals=(Refusal(step=_DROP, about="", failure=failure),))
        except MISTAKES as error:
            return self._stopped(error)
        if isinstance(value, Unknown):
            return _Said(unknown=True, refusals=refusals_of(value))
        return _Said(value=value)

    def _stopped(self, error: Exception) -> _Said:
        """A value that is built from what is not there yet stands for itself; anything else is a mistake of ours."""
        unknown = unbuilt(error)
        if unknown is not None:
            return _Said(unknown=True, refusals=refusals_of(unknown))
        log.error("the recipe stopped", job=str(self._job.id), exc_info=error)
        return _Said(unknown=True, refusals=(_refusal(f"The recipe stopped: {error}", _OUR_MISTAKE),))

    def _record(self) -> None:
        home, turn, job = self._home, self._turn, self._job
        for group in self._asking.kept:
            home.ledger.open_group(turn, group)
        kept_back = self._gate.calls
        self._request(self._want(call) for call in self._asking.calls.values() if call.task not in kept_back)
        for key, batch in self._asking.open_batches.items():
            if key in self._gate.batches:
                continue
            home.ledger.open_group(turn, group_record(job, batch))
            self._request(self._want(call, key) for call in shards(home, job, batch))
            self._answers.look_again |= home.ledger.ready_group(turn, key).left == 0
        self._answers.open |= bool(self._asking.waiting_batches - self._gate.batches)

    def _request(self, wants: Iterable[Want]) -> None:
        """Record portion by portion, and dispatch each at once: a long list waits for nobody and lies nowhere whole."""
        for portion in chunked(iter(wants)):
            asked = self._home.ledger.request(self._turn, portion)
            for wait, fresh in self._fresh(portion, asked).items():
                self._home.dispatch.send(fresh, wait)
            self._note(portion, asked)

    def _fresh(self, wants: Sequence[Want], asked: Sequence[Asked]) -> dict[Millis, list[RunTask]]:
        """What must be dispatched, by how long it still waits for its next try: nearly always none does."""
        by_wait: dict[Millis, list[RunTask]] = {}
        for want, answer in zip(wants, asked, strict=True):
            if answer.fresh:
                wait = Millis(max(0, answer.task.due - self._now)) if answer.task.failures else NOW
                by_wait.setdefault(wait, []).append(_message(want, self._job.id))
        return by_wait

    def _note(self, wants: Sequence[Want], asked: Sequence[Asked]) -> None:
        answers = self._answers
        for want, answer in zip(wants, asked, strict=True):
            answers.open |= not answer.task.ended
            if answer.task.ended and want.wish.group == ALONE:
                before = self._asking.reached.get(want.task)
                answers.look_again |= before is None or not before.ended

    def _want(self, call: Call, group: Key = ALONE) -> Want:
        job = self._job
        wish = Wish(job=job.id, revision=job.revision, priority=job.priority, group=group)
        inputs = self._kept_inputs(call, self._asking.reached.get(call.task))
        refused = call.task in self._asking.refused
        return Want(task=call.task, version=call.row.version, inputs=inputs, wish=wish, refused=refused, retried=job.retried)

    def _kept_inputs(self, call: Call, task: Task | None) -> Result | None:
        """The inputs as the ledger keeps them. Long ones are written anew only when the task's own may not do."""
        text = call.inputs.model_dump_json().encode()
        if len(text) > INLINE_LIMIT and task is not None and task.state in {TaskState.QUEUED, TaskState.RUNNING}:
            return None
        return self._kept(Sha256(call.task.key), text)

    def _kept(self, whole: Sha256, text: bytes) -> Result:
        if len(text) <= INLINE_LIMIT:
            return Result(digest=whole, inline=text.decode())
        return Result(digest=whole, blob=advance_blob(self._home, self._job, self._turn, Key(whole), text))

    def _write_down(self, said: _Said) -> None:
        state = self._state(said)
        going_on = state is JobState.WORKING
        over = self._gate.over if state is JobState.HELD else None
        stands = self._job.with_(
            state=state,
            stages=tuple(self._asking.stages),
            refusals=tuple(self._asking.refusals) or said.refusals,
            waiting_for=over.said() if over else said.waiting_for,
            result=self._result(said.value) if state is JobState.DONE else None,
            ended=None if going_on else self._home.ledger.now(),
            costs=with_costs(self._home, self._job, self._asking.stages, self._now),
            over=over,
        )
        if stands != self._job:
            self._home.ledger.update_job(stands)
        if not going_on:
            withdraw_rest(self._home, self._turn, stands)
            log.info("job ended", job=str(self._job.id), revision=self._job.revision, state=state.value)
            tell_of_its_end(self._home, stands)
            settle(self._home, stands)
        elif said.waiting_for and settled(self._job, self._now):
            # Only a person brings it further, at another revision: what older ones wanted is of no use by itself.
            self._home.ledger.withdraw(self._turn, before=self._job.revision)

    def _state(self, said: _Said) -> JobState:
        if self._answers.open:
            return JobState.WORKING
        if self._gate.over:
            return JobState.HELD
        if said.refusals:
            return JobState.FAILED
        if said.held:
            return JobState.HELD
        return JobState.WORKING if said.unknown else JobState.DONE

    def _result(self, value: object) -> Result:
        return self._kept(digest(value), adapter(cast("Any", type(value))).dump_json(value))


def withdraw_rest(home: Home, turn: Turn, job: Job) -> None:
    """Drop what an ended job may still wish for. What failed stays wished for, so that a person's retry finds it."""
    home.ledger.withdraw(turn, before=job.revision + (job.state is not JobState.FAILED))


def _refusal(message: str, hint: str) -> Refusal:
    """What the recipe itself could not go on with."""
    return Refusal(step="recipe", about="", failure=Failure(kind="permanent", message=message, hint=hint))


def _message(want: Want, job: JobId) -> RunTask:
    return RunTask(task=want.task, priority=want.wish.priority, job=job)
