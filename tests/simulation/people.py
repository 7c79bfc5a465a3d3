"""The owners of drops: they do what their story says, again when it failed, until it is done."""

from __future__ import annotations

from collections.abc import Callable

from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.settings import Options
from dropcut.engine import jobs
from dropcut.engine.home import Home
from dropcut.engine.observe import observe
from tests.simulation.faults import Fault
from tests.simulation.scenario import Cancel, Deed, Put, Remove, Retry, Story, Submit
from tests.simulation.scheduler import Process, acting
from tests.simulation.world import RESTART, START, World

AGAIN = 700
"""How long somebody waits before they type the same again, in milliseconds."""
COPYING = 1_200


class Owner:
    """One owner of one drop, living through a story."""

    def __init__(self, world: World, story: Story) -> None:
        self._world = world
        self._drop = story.drop
        self._deeds = list(story.deeds)
        self._sit_down()

    @property
    def done(self) -> bool:
        """Nothing is left to do."""
        return not self._deeds

    def _sit_down(self) -> None:
        """At a new terminal: the last one may have crashed."""
        process = self._world.process("owner", lambda _: self._later(RESTART, self._sit_down))
        self._world.scheduler.start(process, lambda: self._live(process))

    def _live(self, process: Process) -> None:
        home = self._world.home(process)
        while self._deeds:
            at, deed = self._deeds[0]
            acting().pause(max(0, START + at - self._world.scheduler.now))
            self._do(process, home, deed)
            self._deeds.pop(0)

    def _do(self, process: Process, home: Home, deed: Deed) -> None:
        match deed:
            case Put():
                self._put(deed)
            case Remove():
                self._remove(deed)
            case Submit(title=title):
                self._insist(process, lambda: jobs.submit(home, self._drop, self._world.scenario.quiet, Options(title=title)))
            case Cancel():
                self._insist(process, lambda: self._cancel(home))
            case Retry():
                self._insist(process, lambda: jobs.retry(home, self._drop))
                self._world.cancelled.discard(self._drop)

    def _cancel(self, home: Home) -> None:
        if jobs.cancel(home, self._drop).state is JobState.CANCELLED:
            self._world.cancelled.add(self._drop)

    def _insist(self, process: Process, what: Callable[[], object]) -> None:
        while not self._world.attempt(process, what):
            acting().pause(AGAIN)

    def _put(self, deed: Put) -> None:
        if deed.slowly:
            half = self._world.folder.put(self._drop, deed.path, deed.text[: 1 + len(deed.text) // 2])
            if self._world.fair is not None:
                self._world.fair.half.add(half)
            self._hint()
            acting().pause(COPYING)
        self._world.folder.put(self._drop, deed.path, deed.text)
        self._hint()

    def _remove(self, deed: Remove) -> None:
        kept = self._world.folder.take_out(self._drop, deed.path)
        self._hint()
        if deed.back_after is not None:
            acting().pause(deed.back_after)
            self._world.folder.put_back(self._drop, deed.path, kept)
            self._hint()

    def _hint(self) -> None:
        """Somebody who watches the folder has the job looked at, unless the event is lost."""
        if not self._world.weather.strikes(Fault.DROPPED, 0.5):
            hint(self._world, self._drop)

    def _later(self, wait: int, what: Callable[[], None]) -> None:
        self._world.scheduler.at(self._world.scheduler.now + wait, what)


def hint(world: World, drop: JobId) -> None:
    """An event says that a drop may have changed."""
    process = world.process("watch", lambda _: None)
    world.scheduler.start(process, lambda: world.attempt(process, lambda: _look(world.home(process), drop)))


def _look(home: Home, drop: JobId) -> None:
    try:
        observe(home, drop)
    except NotFound:
        return


def go_on(world: World, drop: JobId) -> None:
    """A person sees that something failed that should not have, and says: try that again."""
    process = world.process("person", lambda _: None)
    world.scheduler.start(process, lambda: world.attempt(process, lambda: jobs.retry(world.home(process), drop)))
