"""Quotes that were reckoned lately: a page that is looked at by many is reckoned once in a while."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final, NamedTuple

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.money import Budget
from dropcut.domain.quotes import Quote
from dropcut.domain.values import Instant
from dropcut.engine.home import Home
from dropcut.engine.money.quoting import quoted

_FRESH: Final = 10_000
"""Milliseconds: work that is done meanwhile is told by the job itself."""
_MOST: Final = 64


_Name = tuple[str, Instant, int, JobState, Budget | None]


class _Kept(NamedTuple):
    quote: Quote
    at: Instant


class Quotes:
    """Of one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self._kept: OrderedDict[_Name, _Kept] = OrderedDict()

    def of(self, job: Job) -> Quote | None:
        """What is left to do for a job as it stands; None where nobody reckons."""
        if self._home.purse() is None:
            return None
        name, now = (str(job.id), job.created, job.revision, job.state, job.budget), self._home.clock.now()
        with self._lock:
            kept = self._kept.get(name)
        if kept is not None and 0 <= now - kept.at < _FRESH:
            return kept.quote
        found = quoted(self._home, job)
        with self._lock:
            self._kept[name] = _Kept(found, now)
            self._kept.move_to_end(name)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return found
