"""One call of `dropcut make`: from a folder to what is delivered of it, or to the reason why not."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from time import monotonic

from dropcut.domain.jobs import Job, JobState, ended, settled
from dropcut.domain.money import Afforded
from dropcut.domain.names import JobId
from dropcut.domain.settings import Options
from dropcut.domain.values import Millis
from dropcut.engine.advance import advance
from dropcut.engine.home import Home
from dropcut.engine.jobs import afford, begin, deliver_anew, retry, submit
from dropcut.engine.observe import observe
from dropcut.engine.priorities import PERSON
from dropcut.engine.why import why
from dropcut.local.delivered import delivered_files
from dropcut.local.ending import Ending, Standing, ending_of
from dropcut.local.held import laid_out
from dropcut.local.paper_edit import obey
from dropcut.local.showing.shown import Display
from dropcut.local.signals import Told, told_to_stop
from dropcut.local.staff import Duties, Keeping, Kept, kept, staffed
from dropcut.local.watching import Watching

AT_ONCE = Millis(0)
"""Who says `make` says that the footage is there."""
_TICK_S = 0.05


def make(keeping: Keeping, drop: JobId, options: Options, display: Display, afforded: Afforded | None = None) -> Ending:
    """Make what the recipe makes of one drop, or go on where an earlier call was stopped. Raises `lock.Taken`.

    `afforded` is what it may spend, where that was said; else what was said before holds.
    """
    began = monotonic()
    with told_to_stop() as told, kept(keeping) as home:
        making = _Making(home, drop, options, display)
        making.begin(afforded)
        worked = not making.at_rest.is_set()
        if worked:
            making.work(told)
        if not told.to_stop:
            home.tellers.last_words(drop)
        return making.ending(worked=worked, seconds=monotonic() - began)


class _Making:
    """One call, while the home is kept."""

    def __init__(self, home: Kept, drop: JobId, options: Options, display: Display) -> None:
        self._kept = home
        self._home = home.workplace.home
        self._drop = drop
        self._options = options
        self._watching = Watching(self._home, drop, display)
        self._calm = True
        self.at_rest = Event()
        """Nothing more will happen to the job by itself."""

    def begin(self, afforded: Afforded | None) -> None:
        """Ask for the job, and look at it once: often that is all there is to do."""
        obey(self._home, self._drop)
        submit(self._home, self._drop, AT_ONCE, self._options, PERSON)
        job = begin(self._home, self._drop)
        if afforded is not None:
            job = afford(self._home, self._drop, afforded.budget)
        exhausted = any(refusal.failure.kind == "exhausted" for refusal in job.refusals)
        if job.state is JobState.CANCELLED or exhausted or (self._kept.keeping.place.file and job.refusals):
            retry(self._home, self._drop)
        elif ended(job) and self._outdated(job):
            deliver_anew(self._home, self._drop)
        advance(self._home, self._drop)
        self._advanced(self._drop)

    def work(self, told: Told) -> None:
        """Let everybody work until the job rests or somebody wants us to stop."""
        duties = Duties(advanced=self._advanced, noticed=self._noticed, swept=lambda: None)
        with staffed(self._kept, duties) as look_after:
            while not (self.at_rest.wait(_TICK_S) or told.to_stop):
                look_after()
                self._watching.look()

    def ending(self, *, worked: bool, seconds: float) -> Ending:
        """How it stands now."""
        job = self._home.ledger.job(self._drop)
        standing = Standing(
            job=job,
            look=laid_out(self._home, self._kept.keeping.place, job),
            at_rest=self.at_rest.is_set(),
            worked=worked,
            why=why(self._home, job),
            files=self._delivered(),
            steps=self._watching.show(job).steps,
        )
        return ending_of(standing, seconds, self._kept.keeping.place.log)

    def _advanced(self, drop: JobId) -> None:
        if drop == self._drop and rests(self._home, drop):
            self.at_rest.set()

    def _noticed(self, paths: frozenset[Path]) -> None:
        """Look at the folder once what changes in it has come to rest: half a copy is no revision."""
        if not paths and not self._calm:
            observe(self._home, self._drop)
        self._calm = not paths

    def _outdated(self, job: Job) -> bool:
        """Whether it would end otherwise now: by newer steps, or because somebody threw a delivery away."""
        lost = job.state is JobState.DONE and not self._delivered()
        return lost or job.catalog != self._home.catalog.digest

    def _delivered(self) -> tuple[Path, ...]:
        return delivered_files(self._home, self._kept.keeping.place, self._drop)


def rests(home: Home, drop: JobId) -> bool:
    """Whether nothing more will happen to a job by itself: it ended, or waits for what only a person brings."""
    job = home.ledger.job(drop)
    if job.state is not JobState.WORKING or not _waits(home, job):
        return job.state is not JobState.WORKING
    home.ledger.wake([drop])  # a quiet time may have ended since the last look: only another one is sure
    advance(home, drop)
    job = home.ledger.job(drop)
    return job.state is not JobState.WORKING or _waits(home, job)


def _waits(home: Home, job: Job) -> bool:
    """For something other than its own tasks or its quiet time."""
    return bool(job.waiting_for) and not home.ledger.open_tasks(job.id, 1) and settled(job, home.ledger.now())
