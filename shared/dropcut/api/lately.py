"""What was found out about jobs lately: finding it costs a look at every task of a job."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from dropcut.domain.jobs import Job, JobState

V = TypeVar("V")


class Lately(Generic[V]):
    """Asks `find` about a job's revision. Of a job that goes on the answer may change, so it is kept of others only."""

    def __init__(self, most: int, find: Callable[[Job], V | None]) -> None:
        self._most = most
        self._find = find
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, int, int], V] = OrderedDict()

    def of(self, job: Job) -> V | None:
        """What `find` says of the job's revision; None while it knows nothing."""
        name = (str(job.id), job.created, job.revision)
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        found = self._find(job)
        if found is not None and job.state is not JobState.WORKING:
            self._keep(name, found)
        return found

    def _keep(self, name: tuple[str, int, int], found: V) -> None:
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
