"""Run one task, if it is there to be run: claim, work, finish.

A crash anywhere leaves a lease that runs out. Nothing is decided here that the ledger could decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from typing import TypeVar

import structlog

from dropcut.domain.blobs import Result
from dropcut.domain.catalog import LONGEST_BACKOFF, Row
from dropcut.domain.errors import DropcutError, Gone, LostBlob, Permanent, Retryable, Stale, Stopped, Unavailable
from dropcut.domain.names import JobId, blob_path
from dropcut.domain.tasks import LOSSES_ALLOWED, Claimed, Failure, Task
from dropcut.domain.values import Millis
from dropcut.engine.attempt import Attempt
from dropcut.engine.codec import encoded, read_inputs, result_of
from dropcut.engine.ends import AttemptsEnd, tell_of_an_attempt
from dropcut.engine.footage import footage_of
from dropcut.engine.home import Home
from dropcut.engine.lease import Lease
from dropcut.engine.losses import all_lost
from dropcut.engine.lost import remake
from dropcut.ports.dispatch import Advance, RunTask
from dropcut.ports.figures import Outcome

T = TypeVar("T")

log = structlog.get_logger(__name__)

INSIST = (Millis(200), Millis(1_000), Millis(4_000))
"""The waits between tries to tell a silent ledger how an attempt ended, before its lease is left to run out."""

_LONG = Millis(100)
"""Work of this length is told in the log. Shorter work comes by the thousand, and nobody looks for the time it took."""


def run_task(home: Home, message: RunTask) -> None:
    """Claim the task and run it; when it is done, held, unwanted or unknown here, do nothing."""
    if message.task.step not in home.catalog:
        log.warning("no such step here", task=str(message.task))
        return
    row = home.catalog[message.task.step]
    claim = home.ledger.claim(message.task, home.holder, row.version, row.lease)
    if not isinstance(claim, Claimed):
        log.debug("nothing to do", task=str(message.task), claim=type(claim).__name__)
        return
    began = home.clock.now()
    with home.traces.attempt(claim) as tell:
        ended = _attempt(home, row, claim.task, message.job)
        tell(ended.outcome)
    tell_of_an_attempt(home, row, claim, ended, Millis(home.clock.now() - began))


def _attempt(home: Home, row: Row, task: Task, job: JobId | None) -> AttemptsEnd:
    began = home.clock.now()
    try:
        result, footage = _work(home, row, task)
    except Stopped as stop:
        _let_go(home, task, stop, job)
        return AttemptsEnd(Outcome.STOPPED)
    except LostBlob as lost:
        return AttemptsEnd(_remake_inputs(home, row, task, lost, job))
    except Exception as error:  # noqa: BLE001 - a step's mistake ends its attempt, never the worker
        return AttemptsEnd(_fail(home, row, task, error, job))
    _tell_how_long(task, Millis(home.clock.now() - began))
    _finish(home, task, result)
    return AttemptsEnd(Outcome.DONE, footage)


def _work(home: Home, row: Row, task: Task) -> tuple[Result, Millis]:
    """What came of it, and how much footage it went through."""
    lease = Lease(home, task, row.lease)
    if task.inputs is None:
        raise Permanent(f"{task.id} is recorded without inputs.", "The ledger is damaged: run dropcut doctor.")
    inputs = read_inputs(row.step, task.inputs, home.blobs)
    with ExitStack() as held, home.beating(lease):
        scratch = cache(lambda: held.enter_context(home.scratch()))  # made when first asked for: most steps need none
        value = row.step(Attempt(home, task, lease, scratch), **inputs)
        lease.pulse()
    text = result_of(row.step).dump_json(value)
    result = encoded(value, text, home.blobs, blob_path(task.id, task.epoch, "result.json"))
    return result, footage_of((*inputs.values(), value))


def _tell_how_long(task: Task, took: Millis) -> None:
    if took >= _LONG:
        log.info("work done", step=task.id.step, task=str(task.id), epoch=task.epoch, millis=took)


def _finish(home: Home, task: Task, result: Result) -> None:
    _tell(home, task, lambda: home.ledger.finish(task.id, task.epoch, result))


def _fail(home: Home, row: Row, task: Task, error: Exception, job: JobId | None) -> Outcome:
    failure, retry_after = _verdict(row, task, error)
    if isinstance(error, DropcutError):
        log.warning("attempt failed", task=str(task.id), epoch=task.epoch, why=str(error), retry_after=retry_after)
    else:
        log.error("attempt failed by a mistake", task=str(task.id), epoch=task.epoch, exc_info=error, retry_after=retry_after)
    _tell(home, task, lambda: home.ledger.fail(task.id, task.epoch, failure, retry_after))
    if retry_after is None:
        return Outcome.FAILED
    _hint(home, [RunTask(task=task.id, priority=task.priority, job=job)], retry_after)
    return Outcome.RETRIED


def _verdict(row: Row, task: Task, error: Exception) -> tuple[Failure, Millis | None]:
    if isinstance(error, Permanent) and not isinstance(error, Gone):  # a file that was moved out may be moved back in
        return Failure(kind="permanent", message=error.message, hint=error.hint), None
    message, hint = _words(row, error)
    failure = Failure(kind="exhausted", message=message, hint=hint)
    if task.failures + 1 >= row.attempts:
        return failure, None
    return failure, Millis(min(row.backoff << task.failures, LONGEST_BACKOFF))


def _words(row: Row, error: Exception) -> tuple[str, str]:
    if isinstance(error, Retryable | Gone):
        return error.message, error.hint
    return (
        f"{row.name} stopped on a mistake of its own: {type(error).__name__}: {error}",
        "See the log, and please report it.",
    )


def _let_go(home: Home, task: Task, stop: Stopped, job: JobId | None) -> None:
    log.info("attempt stopped", task=str(task.id), epoch=task.epoch, why=str(stop))
    _tell(home, task, lambda: _released(home, task))
    if not isinstance(stop, Stale):
        # Somebody may want it again by now, or this process alone had to stop: nobody else says that it can be claimed.
        _hint(home, [RunTask(task=task.id, priority=task.priority, job=job)], Millis(0))


def _released(home: Home, task: Task) -> Sequence[JobId]:
    home.ledger.release(task.id, task.epoch)
    return ()


def _remake_inputs(home: Home, row: Row, task: Task, lost: LostBlob, job: JobId | None) -> Outcome:
    if task.losses >= LOSSES_ALLOWED:
        enough = Permanent(f"{lost.message} It was made again {task.losses} times.", "Check the disk of this home.")
        return _fail(home, row, task, enough, job)
    if task.inputs is not None:
        lost = all_lost(home, task.inputs, lost)
    remake(home, lost, [])
    jobs = _tell(home, task, lambda: home.ledger.park(task.id, task.epoch))
    remake(home, lost, jobs)
    return Outcome.LOST


def _tell(home: Home, task: Task, tell: Callable[[], Sequence[JobId]]) -> Sequence[JobId]:
    """Tell the ledger how the attempt ended, insisting a while; then pass the word to the jobs that it woke."""
    for wait in (*INSIST, None):
        try:
            jobs = tell()
        except Stopped as stop:
            log.info("the attempt was over", task=str(task.id), epoch=task.epoch, why=str(stop))
            return ()
        except Unavailable as silence:
            if wait is None:
                log.warning("left to the lease", task=str(task.id), epoch=task.epoch, why=str(silence))
                return ()
            home.clock.sleep(wait)
        else:
            _hint(home, [Advance(job=job, priority=task.priority) for job in jobs], Millis(0))
            return jobs
    return ()


def _hint(home: Home, messages: Sequence[Advance | RunTask], after: Millis) -> None:
    try:
        if messages:
            home.dispatch.send(messages, after)
    except Unavailable as silence:
        log.warning("left to the sweep", messages=len(messages), why=str(silence))
