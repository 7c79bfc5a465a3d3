"""Keeping the home of many drops: every folder that is dropped into the inbox is processed once it has settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import structlog

from dropcut.domain.errors import NotFound, Permanent, Retryable
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis
from dropcut.domain.wording import count_of, spoken
from dropcut.engine.home import Home
from dropcut.engine.jobs import take_in
from dropcut.engine.observe import observe, wake
from dropcut.engine.paper_edit import FILE
from dropcut.local.delivered import delivered_files
from dropcut.local.edits import Edits
from dropcut.local.exits import Misuse
from dropcut.local.place import Place
from dropcut.local.problems import one_line, problems_of
from dropcut.local.served import write_down
from dropcut.local.signals import Told, told_to_stop
from dropcut.local.staff import Duties, Keeping, Kept, kept, staffed
from dropcut.local.status_pages import StatusPages
from dropcut.local.strays import Strays
from dropcut.local.workplace import Workplace

log = structlog.get_logger(__name__)

_TICK_S = 0.2
_BEFORE_IT_BEGINS_ANEW_S = 10.0

Say = Callable[[str], None]


Hosted = Callable[[Workplace], AbstractContextManager[str]]
"""Serves the API and the pages of a home while the block lasts; gives the address."""


def serve(keeping: Keeping, quiet: Millis, say: Say, hosted: Hosted | None = None, address: str = "") -> None:
    """Process drops until told to stop; `say` is given a line at each change. Raises `lock.Taken`, Misuse.

    `address` is what people type to reach the pages, where that is not what `hosted` gives.
    """
    if keeping.place.feeds_on_itself:
        said = spoken(str(keeping.place.home))
        raise Misuse(f"{said} lies in the inbox: what is made there would be taken for footage.", "Name another --home.")
    keeping.place.inbox.mkdir(parents=True, exist_ok=True)
    with told_to_stop() as told, kept(keeping) as home:
        write_down(keeping.place)
        serving = _Serving(home.workplace.home, keeping.place, quiet, say, home.tellers.review_of)
        serving.take_up()
        edits = Edits(home.workplace.home, keeping.place, serving.known, serving.edited)
        further = {"edits": edits.chore}
        duties = Duties(advanced=serving.advanced, noticed=serving.noticed, swept=serving.swept, further=further)
        with ExitStack() as stack:
            if hosted is not None:
                here = stack.enter_context(hosted(home.workplace))
                home.tellers.reached_at(address or here)
                say(f"The pages and the API are at {here}")
            say(f"Watching {spoken(str(keeping.place.inbox))}: press Ctrl-C to stop.")
            while not told.to_stop:
                _attend(home, duties, told, say)
    say("Stopped: run the same command again to go on.")


def _attend(home: Kept, duties: Duties, told: Told, say: Say) -> None:
    """Everybody at work until told to stop, or until the disk refused everything for a minute: then they may begin anew."""
    try:
        with staffed(home, duties) as look_after:
            while not told.to_stop:
                look_after()
                sleep(_TICK_S)
    except Retryable as trouble:
        log.warning("everybody begins anew in a while", why=str(trouble))
        say(one_line(f"Nothing goes on for now. {trouble}"))
        until = monotonic() + _BEFORE_IT_BEGINS_ANEW_S
        while monotonic() < until and not told.to_stop:
            sleep(_TICK_S)


class _Serving:
    """One call, while the home is kept."""

    def __init__(self, home: Home, place: Place, quiet: Millis, say: Say, review_of: Callable[[JobId], str]) -> None:
        self._home = home
        self._place = place
        self._quiet = quiet
        self._say = say
        self._said: dict[JobId, str] = {}
        self._strays = Strays(place, say)
        self._pages = StatusPages(home, place, review_of)
        self._known = {job.id for job in home.ledger.jobs()}

    def take_up(self) -> None:
        """Go on with what an earlier call left."""
        for job in self._home.ledger.jobs(states={JobState.WORKING}):
            wake(self._home, job)

    def noticed(self, paths: frozenset[Path]) -> None:
        """Look at the drops that the changed paths belong to; at all, when that cannot be told."""
        if not paths:
            return
        drops = {self._place.drop_at(path) for path in paths}
        for drop in self._drops():
            if None in drops or drop in drops:
                self._look_at(drop)

    def known(self) -> tuple[JobId, ...]:
        """The drops that were ever taken in."""
        return tuple(self._known)

    def edited(self, drop: JobId, refusal: str) -> None:
        """Say what came of a review that somebody edited."""
        if refusal:
            self._say(one_line(f"{spoken(str(drop))}: {FILE} is not obeyed. {refusal}"))
        with self._alone(drop):
            self._pages.remark(drop, refusal)

    def swept(self) -> None:
        """Take in drops that no event told of, and have every page say how its drop stands."""
        self.look_at_new()
        for job in self._home.ledger.jobs():
            with self._alone(job.id):
                self._pages.tell(job)

    def look_at_new(self) -> None:
        """Take in drops that no event told of. The others are looked at by the sweep itself."""
        for drop in self._drops():
            if drop not in self._known:
                self._look_at(drop)
        with suppress(Permanent):  # that it cannot be looked at was noted above
            self._strays.look()

    def advanced(self, drop: JobId) -> None:
        """Say how a job stands, when that is another thing than before."""
        with self._alone(drop):
            job = self._home.ledger.job(drop)
            self._tell(drop, self._standing(job))
            self._pages.tell(job)

    def _drops(self) -> Iterator[JobId]:
        """Those that lie in the inbox; none while it cannot be looked at."""
        try:
            yield from self._home.folder.drops()
        except Permanent as trouble:
            log.warning("the inbox cannot be looked at for now", why=str(trouble))

    def _look_at(self, drop: JobId) -> None:
        with self._alone(drop):
            try:
                observe(self._home, drop)
            except NotFound:  # new, or deleted meanwhile
                take_in(self._home, drop, self._quiet)
                self._known.add(drop)

    @contextmanager
    def _alone(self, drop: JobId) -> Iterator[None]:
        """What is wrong with one drop is said, and holds up no other."""
        try:
            yield
        except NotFound:
            return  # deleted meanwhile: who did that was told
        except Permanent as trouble:
            log.warning("a drop is left alone for now", job=str(drop), why=str(trouble))
            self._tell(drop, one_line(str(trouble)))

    def _tell(self, drop: JobId, said: str) -> None:
        """Say it, when that is another thing than before."""
        if self._said.get(drop) != said:
            self._said[drop] = said
            self._say(f"{spoken(str(drop))}: {said}")

    def _standing(self, job: Job) -> str:
        if job.state is JobState.DONE:
            files = delivered_files(self._home, self._place, job.id)
            return f"done, {count_of(len(files), 'file')} in {spoken(str(self._place.outbox_of(job.id)))}"
        if job.state is JobState.FAILED:
            return one_line(" ".join(("failed.", *map(str, problems_of(job)))))
        if job.state is JobState.WORKING:
            return (
                one_line(f"waits for {job.waiting_for}")
                if job.waiting_for
                else f"working on {count_of(len(job.files), 'file')}"
            )
        return job.state.value
