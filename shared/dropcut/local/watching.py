"""Following one job, and showing it."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.values import Millis
from dropcut.engine.home import Home
from dropcut.engine.progress import Progress, at_least, progress
from dropcut.engine.why import why
from dropcut.local.showing.pace import Pace
from dropcut.local.showing.shown import Display, shown_of
from dropcut.ports.gauges import Far

WHY_EVERY_S = 2.0
"""To say why costs a look at many tasks."""


class Watching:
    """Shows a job on one display whenever something changed, not more often than the display can bear."""

    def __init__(self, home: Home, job: JobId, display: Display, why_every_s: float = WHY_EVERY_S) -> None:
        self._home = home
        self._id = job
        self._display = display
        self._why_every_s = why_every_s
        self._pace = Pace()
        self._measured = False
        self._changes = -1
        self._told: Mapping[TaskId, Far] = {}
        self._next = 0.0
        self._before: Progress | None = None
        self._why = ("", 0.0)

    def look(self) -> None:
        """Show what is new, if it is time and anything is."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + self._display.pause_s
        changes, told = self._home.ledger.change(self._id, self._changes, Millis(0)), self._home.gauges.told()
        if (changes, told) != (self._changes, self._told):
            self._changes, self._told = changes, told
            self.show(self._home.ledger.job(self._id))

    def show(self, job: Job) -> Progress:
        """Show the job as it stands."""
        self._before = at_least(self._before, progress(self._home, job))
        if self._before.running and not self._measured:
            self._measured, self._pace = True, Pace()  # what went before was short, and tells nothing of what takes long
        left = self._pace.left(self._before.far, monotonic())
        self._display.show(shown_of(job, self._before, left, self._reason(job)))
        return self._before

    def _reason(self, job: Job) -> str:
        said, at = self._why
        if not said or job.ended is not None or monotonic() - at > self._why_every_s:
            self._why = (why(self._home, job), monotonic())
        return self._why[0]
