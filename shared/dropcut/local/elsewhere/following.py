"""Following a job that others work on, with few reads: seldom while nothing changes."""

from __future__ import annotations

from time import monotonic, sleep

from dropcut.domain.arrival import is_partial
from dropcut.domain.errors import NotFound, Permanent, Retryable
from dropcut.domain.jobs import Job, JobState, settled
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Millis
from dropcut.engine.elsewhere import Elsewhere
from dropcut.engine.progress import StepProgress
from dropcut.local.showing.shown import Display, Shown
from dropcut.local.signals import Told
from dropcut.local.watching import Watching

SHORTEST_S = 2.0
LONGEST_S = 10.0
_SLOWER = 1.5
WHY_EVERY_S = 60.0
"""To say why costs a read for each of up to two hundred tasks."""
_TICK_S = 0.1
_SILENCE_S = 300.0
"""How long the ledger may not answer before we give up looking."""
_UNNOTICED_S = 180.0
_SWEPT = Millis(120_000)
"""By then a sweep has looked at whatever can still go on by itself."""


class Following:
    """One job, looked at until nothing more will happen to it by itself."""

    def __init__(self, elsewhere: Elsewhere, drop: JobId, display: Display, before: tuple[StepProgress, ...]) -> None:
        self._elsewhere = elsewhere
        self._ledger = elsewhere.home.ledger
        self._drop = drop
        self._display = display
        self._before = before
        self._watching = Watching(elsewhere.home, drop, display, WHY_EVERY_S)
        self._changes = -1
        self._pause_s = SHORTEST_S
        self._began = self._heard = monotonic()
        self.job: Job | None = None
        """As it was seen last."""

    def until_it_rests(self, told: Told) -> bool:
        """Look, now and then. False when somebody wanted us to stop first. Raises Retryable after a long silence."""
        while not told.to_stop:
            if self._looked():
                return True
            self._wait(told)
        return False

    def _looked(self) -> bool:
        try:
            rests = self._look()
        except Retryable:
            if monotonic() - self._heard > _SILENCE_S:
                raise
            self._pause_s = LONGEST_S
            return False
        self._heard = monotonic()
        return rests

    def _look(self) -> bool:
        try:
            changes = self._ledger.change(self._drop, self._changes, Millis(0))
        except NotFound:
            self._display.show(self._unnoticed())
            return False
        self._pause_s = SHORTEST_S if changes != self._changes else min(self._pause_s * _SLOWER, LONGEST_S)
        if changes != self._changes or self.job is None:
            self._changes = changes
            self.job = self._ledger.job(self._drop)
            self._watching.show(self.job)
        return self._rests(self.job)

    def _rests(self, job: Job) -> bool:
        if job.state is JobState.CANCELLED:
            return True
        if job.state is not JobState.WORKING:
            return self._knows_all_files(job)
        return self._waits_for_a_person(job)

    def _knows_all_files(self, job: Job) -> bool:
        """An end is the end of what was sent only when the job knows of it: else it is about to begin again."""
        try:
            listed = self._elsewhere.home.folder.files(self._drop)
        except Permanent:  # too many files, or too deep: that is how the job ended, and what it says of itself
            return job.state is JobState.FAILED
        there = {(file.path, file.version) for file in listed if not is_partial(file.path)}
        return there == {(file.path, file.version) for file in job.files}

    def _waits_for_a_person(self, job: Job) -> bool:
        if not job.waiting_for:
            return False
        now = self._ledger.now()
        return settled(job, Instant(now - _SWEPT)) and not self._ledger.open_tasks(job.id, 1)

    def _unnoticed(self) -> Shown:
        why = "All is sent; the home has not noticed it yet."
        if monotonic() - self._began > _UNNOTICED_S:
            why = "All is sent, yet the home takes no notice: ask whoever runs it whether its functions are deployed and well."
        return Shown(
            job=str(self._drop), revision=0, state=JobState.WORKING, permille=999, left_s=None, steps=self._before, why=why
        )

    def _wait(self, told: Told) -> None:
        end = monotonic() + self._pause_s
        while monotonic() < end and not told.to_stop:
            sleep(_TICK_S)
