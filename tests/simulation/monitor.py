"""What must hold at every moment, whoever is delayed, killed or lied to: checked at each effect of each call."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from re import compile as pattern
from typing import Any, NoReturn

from dropcut.domain.blobs import Blob, Result
from dropcut.domain.errors import DropcutError, Stale
from dropcut.domain.jobs import Job, JobState, Turn
from dropcut.domain.names import JobId, TaskId, origin
from dropcut.domain.tasks import Claim, Claimed, Failure, TaskState, Want
from dropcut.domain.values import Millis
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.ports.dispatch import Message, RunTask
from dropcut.ports.folder import Delivery
from dropcut.ports.ledger import Asked
from tests.simulation.faults import Fault
from tests.simulation.scheduler import Process, Scheduler
from tests.simulation.steps import BACKOFF, LEASE

_BLOB = pattern(r'"(store/[^"]+)"')


class Violation(BaseException):
    """A promise is broken. Not an Exception, so that no code under test can swallow it."""


class Monitor:
    """Sees every effect on the ledger, in order."""

    def __init__(self, scheduler: Scheduler, ledger: MemoryLedger, blobs: MemoryBlobs, struck: Counter[Fault]) -> None:
        self._scheduler = scheduler
        self._ledger = ledger
        self._known: set[TaskId] = set()
        self.unwanted: set[TaskId] = set()
        """Tasks that only a cancelled job wanted."""
        self._blobs = blobs
        self._struck = struck
        self.trace: list[str] = []
        self.claims: Counter[TaskId] = Counter()
        self.holders: dict[TaskId, tuple[int, int]] = {}
        """Who holds a task: the epoch, and until when by the one clock that is right."""
        self.dropped: set[TaskId] = set()
        """Tasks whose record was cleaned away."""
        self.lost: set[str] = set()
        """Blobs that a fault took away or damaged."""
        self._epochs: defaultdict[TaskId, int] = defaultdict(int)
        self._done: set[TaskId] = set()
        self._turns: dict[JobId, tuple[int, int]] = {}
        self._open: defaultdict[JobId, dict[TaskId, int]] = defaultdict(dict)
        """What each job asked for that has not ended, and at which revision."""
        self._wishes: defaultdict[TaskId, dict[JobId, int]] = defaultdict(dict)
        self.published: defaultdict[JobId, list[tuple[int, Mapping[str, Blob]]]] = defaultdict(list)
        """What was to be delivered, and of which revision."""
        self._stands: dict[JobId, Delivery] = {}
        self._revisions: dict[JobId, int] = {}
        self._seen: dict[str, Callable[..., None]] = {
            name.removeprefix("_saw_"): getattr(self, name) for name in dir(self) if name.startswith("_saw_")
        }

    def saw(self, process: Process, call: str, args: tuple[Any, ...], result: Any) -> None:  # noqa: ANN401 - whatever the port or the step takes and gives
        """A call had its effect."""
        self._note(process, call, args, type(result).__name__)
        handler = self._seen.get(call)
        if handler is not None:
            handler(result, *args)

    def refused(self, process: Process, call: str, error: DropcutError) -> None:
        """A call was answered by an error of the port."""
        self._note(process, call, args=(), outcome=type(error).__name__)
        if isinstance(error, Stale) and call in {"renew", "finish", "fail", "release", "park"}:
            self._struck[Fault.ZOMBIE] += 1

    def say(self, what: str) -> None:
        """Note something in the trace."""
        self.trace.append(f"{self._scheduler.now} {what}")

    def break_off(self, what: str) -> NoReturn:
        """End the run: `what` should never be."""
        self.say(f"VIOLATION {what}")
        raise Violation(what)

    @property
    def now(self) -> int:
        """The moment."""
        return self._scheduler.now

    @property
    def held_now(self) -> list[str]:
        """What somebody is at work on."""
        return [_brief(task) for task, (_, until) in self.holders.items() if until > self._scheduler.now]

    def _note(self, process: Process, call: str, args: tuple[Any, ...], outcome: str) -> None:
        about = args[0] if args and isinstance(args[0], tuple) else ""
        self.trace.append(f"{self._scheduler.now} {process.name} {call} {_brief(about)} {outcome}")

    def _saw_claim(self, claim: Claim, task: TaskId, *_how: object) -> None:
        if not isinstance(claim, Claimed):
            return
        now, epoch = self._scheduler.now, claim.task.epoch
        held = self.holders.get(task)
        if held is not None and held[1] > now:
            self.break_off(f"{_brief(task)} was given to attempt {epoch} while attempt {held[0]} holds it until {held[1]}")
        if epoch <= self._epochs[task]:
            self.break_off(f"the epoch of {_brief(task)} fell from {self._epochs[task]} to {epoch}")
        if task in self._done:
            self.break_off(f"{_brief(task)} was done, and was given to attempt {epoch} again")
        if task in self.unwanted:
            self.break_off(f"{_brief(task)} was given to attempt {epoch}, though the only job that wanted it is cancelled")
        self.claims[task] += 1
        self._epochs[task] = epoch
        self.holders[task] = (epoch, now + LEASE)

    def _saw_renew(self, _result: None, task: TaskId, epoch: int, _lease: Millis) -> None:
        self._must_hold(task, epoch, "renew")
        self.holders[task] = (epoch, self._scheduler.now + LEASE)

    def _saw_finish(self, _woken: Sequence[JobId], task: TaskId, epoch: int, result: Result) -> None:
        if task in self._done and self._epochs[task] == epoch:
            return
        self._must_hold(task, epoch, "finish")
        del self.holders[task]
        self._close(task)
        self._done.add(task)
        self._wishes.pop(task, None)
        for path in named_blobs(result):
            self._must_be_own(task, epoch, path)

    def _saw_fail(
        self, _woken: Sequence[JobId], task: TaskId, epoch: int, failure: Failure, retry_after: Millis | None
    ) -> None:
        self._must_hold(task, epoch, "fail")
        if retry_after is not None and retry_after < BACKOFF:
            self.break_off(f"{_brief(task)} is tried again {retry_after} ms after: {failure.message}")
        del self.holders[task]
        if retry_after is None:
            self._close(task)

    def _saw_expire(self, _woken: Sequence[JobId], task: TaskId) -> None:
        (record,) = self._ledger.tasks([task])
        if record is not None and record.state is TaskState.FAILED:
            self._close(task)

    def _saw_release(self, _result: None, task: TaskId, epoch: int) -> None:
        self._must_hold(task, epoch, "release")
        del self.holders[task]

    def _saw_park(self, _woken: Sequence[JobId], task: TaskId, epoch: int) -> None:
        self._must_hold(task, epoch, "park")
        del self.holders[task]

    def _saw_forget(self, forgotten: bool, task: TaskId, epoch: int) -> None:  # noqa: FBT001 - what the call gave
        if forgotten and epoch != self._epochs[task]:
            self.break_off(f"attempt {self._epochs[task]} of {_brief(task)} is forgotten for what attempt {epoch} lost")
        if forgotten:
            self._done.discard(task)

    def _saw_drop_task(self, gone: bool, task: TaskId, _before: int) -> None:  # noqa: FBT001 - what the call gave
        if gone:
            self._done.discard(task)
            self.dropped.add(task)

    def _saw_begin_advance(self, turn: Turn | None, job: JobId, _holder: str, lease: Millis) -> None:
        if turn is None:
            return
        epoch, until = self._turns.get(job, (0, 0))
        if until > self._scheduler.now:
            self.break_off(f"turn {turn.epoch} of {job} was given away while turn {epoch} holds until {until}")
        if turn.epoch <= epoch:
            self.break_off(f"the turns of {job} fell from {epoch} to {turn.epoch}")
        self._turns[job] = (turn.epoch, self._scheduler.now + lease)

    def _saw_end_advance(self, _again: bool, turn: Turn, _in: object) -> None:  # noqa: FBT001 - what the call gave
        self._must_have_turn(turn, "end_advance")
        self._turns[turn.job] = (turn.epoch, 0)

    def _saw_request(self, asked: Sequence[Asked], turn: Turn, wants: Sequence[Want]) -> None:
        self._must_have_turn(turn, "request")
        for want, answer in zip(wants, asked, strict=True):
            if not answer.task.ended:
                self._open[turn.job][want.task] = want.wish.revision
            self._known.add(want.task)
            self.unwanted.discard(want.task)
            if want.task in self._done:
                continue
            before = self._wishes[want.task].get(turn.job, want.wish.revision)
            self._struck[Fault.TWO_REVISIONS] += before < want.wish.revision
            self._wishes[want.task][turn.job] = want.wish.revision

    def _saw_withdraw(self, _result: None, turn: Turn, *_which: object, **_more: object) -> None:
        self._must_have_turn(turn, "withdraw")

    def _saw_open_group(self, _group: object, turn: Turn, _new: object) -> None:
        self._must_have_turn(turn, "open_group")

    def _saw_ready_group(self, _group: object, turn: Turn, _key: object) -> None:
        self._must_have_turn(turn, "ready_group")

    def _saw_close_group(self, _result: None, turn: Turn, _key: object, _gave: object) -> None:
        self._must_have_turn(turn, "close_group")

    def _saw_send(self, _result: None, messages: Sequence[Message], *_after: object) -> None:
        for message in messages:
            if isinstance(message, RunTask) and message.task not in self._known:
                self.break_off(f"{_brief(message.task)} is dispatched before it is recorded")

    def _saw_cancel_wishes(self, _result: None, job: JobId) -> None:
        wished = [task for task, jobs in self._wishes.items() if job in jobs]
        self._struck[Fault.CANCELLED] += any(task in self.holders for task in wished)
        self._struck[Fault.TWO_JOBS] += any(len(self._wishes[task]) > 1 for task in wished)
        self._open[job].clear()
        for task in wished:
            del self._wishes[task][job]
        self.unwanted.update(task for task in wished if not self._wishes[task])

    def _saw_publish(self, stands: Delivery, drop: JobId, revision: int, files: Mapping[str, Blob]) -> None:
        self.published[drop].append((revision, files))
        before = self._stands.get(drop)
        if before is not None and stands.revision < before.revision:
            self.break_off(f"revision {stands.revision} of {drop} was delivered over {before.revision}")
        if before is not None and stands.revision == before.revision and stands != before:
            self.break_off(f"revision {revision} of {drop} was delivered twice")
        if stands.revision < revision or (stands.revision == revision and before is None and stands.files != files):
            self.break_off(f"revision {revision} of {drop} was not delivered")
        self._stands[drop] = stands

    def _saw_update_job(self, recorded: Job, _job: Job) -> None:
        before = self._revisions.get(recorded.id, 0)
        if recorded.revision < before:
            self.break_off(f"the revision of {recorded.id} fell from {before} to {recorded.revision}")
        if recorded.state in {JobState.DONE, JobState.FAILED} and not self.lost:  # what was made again may fail this time
            still = [_brief(task) for task, revision in self._open[recorded.id].items() if revision == recorded.revision]
            if still:
                self.break_off(f"{recorded.id} ended as {recorded.state} while {still} had not")
        changed = 0 < before < recorded.revision
        self._struck[Fault.CHANGED] += changed and any(recorded.id in self._wishes[task] for task in self.holders)
        self._revisions[recorded.id] = recorded.revision

    def _close(self, task: TaskId) -> None:
        for tasks in self._open.values():
            tasks.pop(task, None)

    def _must_hold(self, task: TaskId, epoch: int, call: str) -> None:
        held = self.holders.get(task)
        if held is None or held[0] != epoch:
            self.break_off(f"attempt {epoch} of {_brief(task)} was let to {call}, though {held} holds it")

    def _must_have_turn(self, turn: Turn, call: str) -> None:
        epoch, _ = self._turns.get(turn.job, (0, 0))
        if turn.epoch != epoch:
            self.break_off(f"turn {turn.epoch} of {turn.job} was let to {call}, though turn {epoch} has begun")

    def _must_be_own(self, task: TaskId, epoch: int, path: str) -> None:
        made = origin(path)
        if made.task == task and made.epoch != epoch:
            self.break_off(f"the result of attempt {epoch} of {_brief(task)} names {path}")
        if path not in self.lost and made.task == task and not self._is_there(path):
            self.break_off(f"the result of attempt {epoch} of {_brief(task)} names {path}, which is not there")

    def _is_there(self, path: str) -> bool:
        try:
            self._blobs.size(path)
        except DropcutError:
            return False
        return True


def named_blobs(result: Result) -> list[str]:
    """The paths of all blobs that a result names."""
    inline = _BLOB.findall(result.inline) if result.inline and "store/" in result.inline else []
    return [*inline, *([result.blob.path] if result.blob else [])]


def _brief(about: object) -> str:
    if isinstance(about, TaskId):
        return f"{about.owner}/{about.step}/{about.key[:6]}"
    return str(about) if isinstance(about, JobId) else ""
