"""Virtual time, and who runs next: every actor is a greenlet that runs until it pauses, and nothing here ever waits."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from random import Random
from typing import Protocol, cast

from greenlet import getcurrent, greenlet

from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home

FREEZE = (7_000, 32_000)
THAW = 1_000
"""How often a frozen process is looked at, in milliseconds: it may be let go early."""


class Crashed(BaseException):
    """The process was killed here. No code of ours may catch it, and nothing that runs while it passes has an effect."""


class Site(Protocol):
    """The world in which a process works."""

    @property
    def calm(self) -> bool:
        """Faults have stopped, so nothing is flaky any more."""

    def tried(self, step: str, text: str) -> int:
        """How often this was tried before."""


class Process:
    """What is killed, is frozen and has a clock as one. `mourned` is told when it dies."""

    def __init__(self, scheduler: Scheduler, name: str, site: Site, mourned: Callable[[Process], None]) -> None:
        self.name = name
        self.site = site
        self.dead = False
        self.frozen_until = 0
        self.skew = 0
        self.actors: list[Actor] = []
        self.homes: dict[str, Home] = {}
        """As it is wired, by the version of the code that it runs."""
        self._scheduler = scheduler
        self._mourned = mourned

    def kill(self) -> None:
        """Whatever it was doing is not done."""
        if self.dead:
            return
        self.dead = True
        for actor in self.actors:
            self._scheduler.at(self._scheduler.now, actor.go_on)
        self._mourned(self)


class Scheduler:
    """The one clock that is right, and what happens at its moments."""

    def __init__(self, random: Random, start: Instant) -> None:
        self.now = start
        self.random = random
        self.acting: Actor | None = None
        self.main = getcurrent()
        self._actors: list[Actor] = []
        self._moments: list[tuple[int, float, int, Callable[[], None]]] = []
        self._count = 0

    def at(self, when: int, happen: Callable[[], None]) -> None:
        """Have something happen then. What is set for the same millisecond happens in a random order."""
        self._count += 1
        heappush(self._moments, (when, self.random.random(), self._count, happen))

    def start(self, process: Process, work: Callable[[], object], delay: int = 0) -> Actor:
        """A new actor of a process."""
        actor = Actor(self, process, work)
        process.actors.append(actor)
        self._actors.append(actor)
        self.at(self.now + delay, actor.go_on)
        return actor

    def run(self, until: Callable[[], bool], limit: int) -> bool:
        """Let things happen until `until` holds; False when `limit` came first, or nothing is left to happen."""
        while not until():
            if not self._moments or self._moments[0][0] > limit:
                return False
            when, _, _, happen = heappop(self._moments)
            self.now = Instant(max(self.now, when))
            happen()
        return True

    def freeze(self, process: Process) -> None:
        """Let nothing of a process run for about as long as a lease, or longer."""
        process.frozen_until = self.now + self.random.randrange(*FREEZE)

    def leave(self) -> None:
        """Give the turn back. Called by actors only."""
        self.main.switch()

    def close(self) -> None:
        """Unwind every actor that is still somewhere."""
        for actor in self._actors:
            actor.process.dead = True
            if actor and not actor.dead:
                actor.switch_in()


class Actor(greenlet):
    """One thread of work within a process."""

    def __init__(self, scheduler: Scheduler, process: Process, work: Callable[[], object]) -> None:
        super().__init__(parent=scheduler.main)
        self.scheduler = scheduler
        self.process = process
        self._work = work

    def run(self) -> None:
        """What the greenlet does."""
        try:
            if not self.process.dead:
                self._work()
        except Crashed:
            self.process.kill()

    def go_on(self) -> None:
        """Run until the next pause, unless the process is frozen: then later."""
        if self.dead:
            return
        now = self.scheduler.now
        if self.process.frozen_until > now and not self.process.dead:
            self.scheduler.at(min(self.process.frozen_until, now + THAW), self.go_on)
            return
        self.switch_in()

    def switch_in(self) -> None:
        """Run until the next pause."""
        self.scheduler.acting = self
        self.switch()
        self.scheduler.acting = None

    def pause(self, duration: int) -> None:
        """Let others run for so long. Raises Crashed when the process was killed meanwhile."""
        self.scheduler.at(self.scheduler.now + duration, self.go_on)
        self.wait()

    def wait(self) -> None:
        """Let others run until somebody says `go_on`."""
        self.scheduler.leave()
        if self.process.dead:
            raise Crashed


def acting() -> Actor:
    """The actor whose code this is."""
    return cast("Actor", getcurrent())


class Lock:
    """Stands for `threading.Lock` where an actor may pause while it holds it."""

    def __init__(self) -> None:
        self._held = False

    def __enter__(self) -> None:
        """Wait for the others."""
        while self._held:
            acting().pause(1)
        self._held = True

    def __exit__(self, *_why: object) -> None:
        """Let the next one in."""
        self._held = False


class SkewedClock:
    """The wall clock of a process: off by some, and jumping."""

    def __init__(self, scheduler: Scheduler, process: Process) -> None:
        self._scheduler = scheduler
        self._process = process

    def now(self) -> Instant:
        """What this process believes."""
        return Instant(self._scheduler.now + self._process.skew)

    def sleep(self, duration: Millis) -> None:
        """Let others run."""
        acting().pause(duration)
