"""Cuts that were asked for lately: finding one costs a look at every task of its job."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from dropcut.domain.cut import Cut
from dropcut.domain.jobs import Job
from dropcut.engine.cuts import cut_of
from dropcut.engine.home import Home

_KEPT = 32


class Cuts:
    """Of one home. A revision's cut never changes once it is known."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, int, int], Cut] = OrderedDict()

    def of(self, job: Job) -> Cut | None:
        """The cut of the job's revision, if it is known."""
        name = (str(job.id), job.created, job.revision)
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        cut = cut_of(self._home, job)
        if cut is not None:
            with self._lock:
                self._kept[name] = cut
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return cut
