"""Starting Cloud Run jobs for tasks that need one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

import structlog
from google.api_core.exceptions import GoogleAPIError
from google.auth.exceptions import GoogleAuthError
from google.cloud.run_v2.types import EnvVar, Execution, ListExecutionsRequest, RunJobRequest

from dropcut.cloud.run_jobs.clients import Connection
from dropcut.cloud.run_jobs.shards import Shards, read_shards, write_shards
from dropcut.cloud.settings import SHARDS
from dropcut.cloud.tracing import VARIABLE
from dropcut.domain.errors import NotFound, Unavailable
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.wording import spoken
from dropcut.ports.blobs import Blobs
from dropcut.ports.traces import Cause, nowhere

log = structlog.get_logger(__name__)

SHARDS_EACH = 4
"""A task of a job takes seconds to come up: it should find some work."""
MOST_TASKS = 100
_RECENT = 50
"""How many executions are looked at, newest first, for those that still run."""
_TIMEOUT_S = 10.0


class RunJobs:
    """Starts executions, and lets go at once: the ledger tells how their work goes.

    What an execution that still runs was told to do is not given to another one, however often it is asked for: the
    sweep asks for whatever waits long, and shards of a long list do. `name` gives the job of a step.
    """

    def __init__(self, clients: Connection, blobs: Blobs, name: Callable[[str], str], here: Cause = nowhere) -> None:
        self._here = here
        self._clients = clients
        self._blobs = blobs
        self._name = name

    def start(self, tasks: Sequence[TaskId], job: JobId | None = None) -> None:
        """Have these tasks done, which this job asks for. Raises Unavailable when any job may not have been started."""
        for (owner, step), of_one in groupby(sorted(set(tasks)), key=lambda task: (task.owner, task.step)):
            with _in_words(self._name(step)):
                looked_after = self._looked_after(self._name(step), owner)
                rest = tuple(task for task in of_one if task not in looked_after)
                if rest:
                    self._run(self._name(step), Shards(tasks=rest, job=job))

    def _run(self, job: str, shards: Shards) -> None:
        path = write_shards(self._blobs, shards)
        count = min(MOST_TASKS, -(-len(shards.tasks) // SHARDS_EACH))
        told = RunJobRequest.Overrides.ContainerOverride(env=[EnvVar(name=SHARDS, value=path), *self._traced()])
        overrides = RunJobRequest.Overrides(container_overrides=[told], task_count=count)
        self._clients.jobs.run_job(RunJobRequest(name=job, overrides=overrides), timeout=_TIMEOUT_S)
        log.info("a job was started", run=job, tasks=count, shards=len(shards.tasks), owner=shards.tasks[0].owner)

    def _traced(self) -> Iterator[EnvVar]:
        """By what it is started, for traces alone."""
        trace = self._here()
        if trace and trace.span:
            yield EnvVar(name=VARIABLE, value=str(trace))

    def _looked_after(self, job: str, owner: str) -> set[TaskId]:
        """What executions that have not ended were told to do for this owner."""
        paths = {path for path in map(_told, self._running(job)) if path.startswith(f"store/{owner}/")}
        return {task for path in paths for task in self._list(path)}

    def _running(self, job: str) -> Iterator[Execution]:
        page = self._clients.executions.list_executions(
            ListExecutionsRequest(parent=job, page_size=_RECENT), timeout=_TIMEOUT_S
        )
        newest = next(iter(page.pages)).executions
        return (execution for execution in newest if not execution.completion_time)

    def _list(self, path: str) -> tuple[TaskId, ...]:
        try:
            return read_shards(self._blobs, path).tasks
        except NotFound:  # cleaned away
            return ()


def _told(execution: Execution) -> str:
    told = (variable for container in execution.template.containers for variable in container.env)
    return next((variable.value for variable in told if variable.name == SHARDS), "")


@contextmanager
def _in_words(job: str) -> Iterator[None]:
    try:
        yield
    except (GoogleAPIError, GoogleAuthError) as error:
        raise Unavailable(
            f"The job {spoken(job)} could not be started: {type(error).__name__}.", "The sweep starts it again."
        ) from error
