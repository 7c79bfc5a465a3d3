"""What must hold as well when nothing fails: nobody is forgotten until the sweep, nothing half copied is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import DropcutError
from dropcut.domain.jobs import Job, Turn
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Want
from dropcut.domain.values import Millis
from dropcut.ports.dispatch import Message, RunTask
from tests.simulation.monitor import Monitor
from tests.simulation.scheduler import Process

PROMPT = 2_000
"""How long a job that is worked on may be looked after by nobody, in milliseconds."""
WITHIN = 5_000
"""How long work may go on that was cancelled."""

AFTER_SETTLING = {"plan", "mix", "assemble", "deliver"}
"""Steps that no recipe asks for before the drop has settled."""


class FairWeather:
    """Sees what the monitor sees, with a stricter eye."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor
        self._touched: dict[JobId, int] = {}
        self._jobs: dict[JobId, Job] = {}
        self._asked: dict[TaskId, int] = {}
        self._unwanted: dict[TaskId, int] = {}
        self.half: set[FileVersion] = set()
        """Versions of files that were still being copied."""

    def saw(self, process: Process, call: str, args: tuple[Any, ...], result: Any) -> None:  # noqa: ANN401 - whatever the port or the step takes and gives
        """A call had its effect."""
        self._monitor.saw(process, call, args, result)
        self._look(process.name, call, args, result)

    def refused(self, process: Process, call: str, error: DropcutError) -> None:
        """A call was answered by an error of the port."""
        self._monitor.refused(process, call, error)

    def _look(self, who: str, call: str, args: tuple[Any, ...], result: Any) -> None:  # noqa: ANN401, C901 - one case for each call that matters
        match call:
            case "begin_advance" if isinstance(result, Turn):
                self._touched[args[0]] = self._monitor.now
            case "end_advance":
                self._touched[args[0].job] = self._monitor.now
            case "finish" | "fail" | "park":
                self._ended(args[0])
                self._touched.update(dict.fromkeys(result, self._monitor.now))
            case "renew":
                self._ended(args[0])
            case "send" if who.startswith("sweep"):
                self._must_be_new(args[0])
            case "wake" if who.startswith("sweep"):
                self._must_be_fresh(args[0][0])
            case "cancel_wishes":
                self._unwanted |= dict.fromkeys(self._monitor.unwanted & self._monitor.holders.keys(), self._monitor.now)
            case "request":
                for want in args[1]:
                    self._unwanted.pop(want.task, None)
                    self._asked[want.task] = self._monitor.now
                    self._must_be_settled(want)
            case "update_job":
                self._touched[result.id] = self._monitor.now
                self._jobs[result.id] = result
                self._must_be_whole(result)
            case _:
                pass

    def _ended(self, task: TaskId) -> None:
        since = self._unwanted.get(task)
        if since is not None and self._monitor.now > since + Millis(WITHIN):
            self._monitor.break_off(f"{task} was cancelled, and worked on {self._monitor.now - since} ms later")

    def _must_be_new(self, sent_again: Sequence[Message]) -> None:
        for message in sent_again:
            if isinstance(message, RunTask) and self._monitor.now > self._asked.get(message.task, 0) + PROMPT:
                self._monitor.break_off(f"without any fault, {message.task} was forgotten until the sweep")

    def _must_be_fresh(self, job: JobId) -> None:
        idle = self._monitor.now - self._touched.get(job, self._monitor.now)
        if idle > PROMPT:
            self._monitor.break_off(f"without any fault, {job} was forgotten for {idle} ms until the sweep")

    def _must_be_settled(self, want: Want) -> None:
        job = self._jobs.get(want.wish.job)
        if job is None or job.revision != want.wish.revision or want.task.step not in AFTER_SETTLING:
            return
        if self._monitor.now < (job.revised if job.changed is None else job.changed) + job.quiet:
            self._monitor.break_off(f"{want.task.step} is asked for before {job.id} has settled")

    def _must_be_whole(self, job: Job) -> None:
        half = self.half.intersection(job.files)
        if half and job.quiet > PROMPT:
            self._monitor.break_off(f"{job.id} takes in {half} while it is being copied")
