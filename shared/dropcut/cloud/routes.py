"""Which way work goes: to functions by messages, to Cloud Run jobs by starting them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol

from dropcut.domain.catalog import Catalog
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.values import Millis
from dropcut.ports.dispatch import NOW, Dispatch, Message, RunTask


class Starter(Protocol):
    """Has tasks done by machines that are started for them."""

    def start(self, tasks: Sequence[TaskId], job: JobId | None = None) -> None:
        """Have these done, which this job asks for, where that is known. Raises Unavailable."""


class Routes:
    """See `dropcut.ports.dispatch.Dispatch`. Each way is made when something first goes it: not every process needs both."""

    def __init__(self, catalog: Catalog, messages: Callable[[], Dispatch], starter: Callable[[], Starter]) -> None:
        self._catalog = catalog
        self._messages = messages
        self._starter = starter

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """Hand over `messages`. Nothing is started for later: what runs looks again, and so does the sweep."""
        for_jobs, for_functions = defaultdict[JobId | None, list[TaskId]](list), list[Message]()
        for message in messages:
            if isinstance(message, RunTask) and self._needs_a_job(message.task):
                for_jobs[message.job].append(message.task)
            else:
                for_functions.append(message)
        if for_functions:
            self._messages().send(for_functions, after)
        if after <= NOW:
            for job, tasks in for_jobs.items():
                self._starter().start(tasks, job)

    def _needs_a_job(self, task: TaskId) -> bool:
        return task.step in self._catalog and self._catalog[task.step].runs == "gpu_job"
