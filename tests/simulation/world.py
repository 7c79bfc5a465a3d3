"""One simulated world: processes with homes of their own on shared adapters, wired like a real home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from random import Random

from dropcut.domain.errors import NotFound, Retryable
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.engine.advance import advance
from dropcut.engine.clean import clean
from dropcut.engine.home import Beating, Home, Tuning
from dropcut.engine.run_task import run_task
from dropcut.engine.sweep import sweep
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.ports.dispatch import Message, RunTask
from dropcut.ports.tools import Programs
from tests.simulation import ports, steps
from tests.simulation.crossing import Crossing, Pace, Witness
from tests.simulation.disk import Disk, Drops
from tests.simulation.fair import FairWeather
from tests.simulation.faults import Fault, Weather
from tests.simulation.monitor import Monitor
from tests.simulation.post import Post
from tests.simulation.recipes import RECIPES
from tests.simulation.scenario import Scenario
from tests.simulation.scheduler import Process, Scheduler, SkewedClock, acting

START = Instant(1_700_000_000_000)
SWEEP = 8_000
"""How often the sweep comes, in milliseconds."""
BEAT = 2_000
RESTART = 1_500
TUNING = Tuning(patience=Millis(3_000), turn_lease=Millis(8_000))
ROLLOUT = 6_000
OFF = 60_000
"""How far a clock may be off."""


class World:
    """All that a scenario needs to happen."""

    def __init__(self, scenario: Scenario, random: Random, weather: Weather, *, fair: bool = False) -> None:
        self.scenario = scenario
        self.weather = weather
        self.scheduler = Scheduler(random, START)
        self.blobs = Disk(self.scheduler, weather)
        self.folder = Drops(self.blobs, self.scheduler, weather)
        self.ledger = MemoryLedger(lambda: self.scheduler.now)
        self.post = Post(self.scheduler, weather)
        self.monitor = Monitor(self.scheduler, self.ledger, self.blobs, weather.struck)
        self.fair = FairWeather(self.monitor) if fair else None
        self.witness: Witness = self.fair or self.monitor
        self.pace = Pace(random, (2, 10, 50) if fair else (2, 10, 60, 120))
        self.newest = ""
        self.cancelled: set[JobId] = set()
        """Jobs whose owner was told that they are cancelled."""
        self.workers: list[Process] = []
        self._processes: list[Process] = []
        self._sweeping: list[Process] = []
        self._behind: dict[Process, None] = {}
        self._tries: Counter[tuple[str, str]] = Counter()
        self._born = 0

    @property
    def calm(self) -> bool:
        """Faults have stopped, so nothing is flaky any more."""
        return self.weather.calm

    def tried(self, step: str, text: str) -> int:
        """How often this was tried before."""
        self._tries[step, text] += 1
        return self._tries[step, text] - 1

    def process(self, kind: str, mourned: Callable[[Process], None] = lambda _: None) -> Process:
        """A new process."""
        self._born += 1
        process = Process(self.scheduler, f"{kind}-{self._born}", self, mourned)
        self._processes.append(process)
        if self.weather.strikes(Fault.SKEW, 0.5):
            process.skew = self.scheduler.random.randrange(-OFF, OFF)
        return process

    def home(self, process: Process) -> Home:
        """The home as a process has it now, with the catalog of its version."""
        newer = "" if process in self._behind else self.newest
        if newer not in process.homes:
            process.homes[newer] = self._wired(process, newer)
        return process.homes[newer]

    def _wired(self, process: Process, newer: str) -> Home:
        crossing = Crossing(self.scheduler, process, self.weather, self.witness, self.pace)
        return Home(
            ledger=ports.ledger(crossing, self.ledger),
            blobs=ports.blobs(crossing, self.blobs),
            dispatch=ports.dispatch(crossing, self.post),
            folder=ports.folder(crossing, self.folder),
            clock=SkewedClock(self.scheduler, process),
            catalog=steps.catalog(newer),
            recipe=RECIPES[self.scenario.recipe],
            holder=process.name,
            programs=_no_programs,
            scratch=lambda: nullcontext(Path("nowhere")),
            beating=lambda lease: self._beating(process, lease),
            tuning=TUNING,
        )

    def staff(self) -> None:
        """Start the workers and the sweep, and whatever goes wrong by itself."""
        for _ in range(self.scenario.workers):
            self._hire()
        self._start_sweep()
        if self.scenario.deploy is not None:
            self.scheduler.at(START + self.scenario.deploy[0], self._deploy)
        for fault in SUDDENLY:
            if self.weather.has(fault):
                self._expect(fault)

    def calm_down(self) -> None:
        """No faults any more: who was frozen goes on, who was away answers."""
        self.weather.calm = True
        self.pace.away_until.clear()
        for process in self._processes:
            process.frozen_until = 0

    def _hire(self) -> None:
        process = self.process("worker", lambda _: self.scheduler.at(self.scheduler.now + RESTART, self._hire))
        self.workers = [*(worker for worker in self.workers if not worker.dead), process]
        self.scheduler.start(process, lambda: self._serve(process))

    def _serve(self, process: Process) -> None:
        while True:
            message = self.post.next(acting())
            try:
                _do(self.home(process), message)
            except (Retryable, NotFound) as error:
                self.monitor.say(f"{process.name} gave up: {error}")
                if self.scheduler.random.random() < 0.5:
                    self.post.carry(message, RESTART)

    def _start_sweep(self) -> None:
        process = self.process("sweep", lambda _: self.scheduler.at(self.scheduler.now + RESTART, self._start_sweep))
        self._sweeping = [process]
        self.scheduler.start(process, lambda: self._keep_sweeping(process))

    def _keep_sweeping(self, process: Process) -> None:
        while True:
            self.attempt(process, lambda: sweep(self.home(process)))
            acting().pause(SWEEP)

    def attempt(self, process: Process, what: Callable[[], object]) -> bool:
        """Do something that may fail for a while; whether it was done."""
        try:
            what()
        except Retryable as error:
            self.monitor.say(f"{process.name} failed: {error}")
            return False
        return True

    def _deploy(self) -> None:
        _, self.newest = self.scenario.deploy or (0, "")
        self.monitor.say(f"a new version of {self.newest}")
        self.weather.struck[Fault.NEW_VERSION] += any(job.state is JobState.WORKING for job in self.ledger.jobs())
        self._behind = dict.fromkeys((*self.workers, *self._sweeping))
        for process in tuple(self._behind):
            self.scheduler.at(self.scheduler.now + self.scheduler.random.randrange(ROLLOUT), partial(self._behind.pop, process))

    def _expect(self, fault: Fault) -> None:
        """Have a fault strike now and then, at no call in particular."""
        wait = self.scheduler.random.randrange(100, 6_000)
        self.scheduler.at(self.scheduler.now + wait, lambda: self._strike(fault))

    def _strike(self, fault: Fault) -> None:
        if self.calm:
            return
        struck = SUDDENLY[fault](self)
        self.monitor.say(f"{fault}: {struck}")
        self.weather.struck[fault] += struck
        self._expect(fault)

    @contextmanager
    def _beating(self, process: Process, lease: Beating) -> Iterator[None]:
        working = True

        def beat() -> None:
            if working and not process.dead:
                self.scheduler.start(process, lease.beat)
                self.scheduler.at(self.scheduler.now + BEAT, beat)

        self.scheduler.at(self.scheduler.now + BEAT, beat)
        try:
            yield
        finally:
            working = False


def _do(home: Home, message: Message) -> None:
    if isinstance(message, RunTask):
        run_task(home, message)
    else:
        advance(home, message.job)


def _no_programs() -> Programs:
    raise NotImplementedError


def _victim(world: World) -> Process:
    """Some worker: more often one that is at work."""
    records = world.ledger.tasks(list(world.monitor.holders))
    busy = {record.holder for record in records if record is not None and record.state is TaskState.RUNNING}
    working = [process for process in world.workers if process.name in busy]
    return world.scheduler.random.choice(working or world.workers)


def _kill(world: World) -> bool:
    process = _victim(world)
    busy = not process.dead
    process.kill()
    return busy


def _freeze(world: World) -> bool:
    world.scheduler.freeze(_victim(world))
    return True


def _throttle(world: World) -> bool:
    port = world.scheduler.random.choice(("Ledger", "Blobs", "Dispatch", "Folder"))
    world.pace.away_until[port] = world.scheduler.now + world.scheduler.random.randrange(500, 6_000)
    return True


def _lose(fault: Fault) -> Callable[[World], bool]:
    def strike(world: World) -> bool:
        path = world.blobs.rot(fault)
        if path is not None:
            world.monitor.lost.add(path)
        return path is not None

    return strike


def _jump(world: World) -> bool:
    process = world.scheduler.random.choice(world.workers)
    process.skew += world.scheduler.random.randrange(-OFF, OFF)
    return True


def _clean(world: World) -> bool:
    process = world.process("clean")
    unused_for = Millis(world.scheduler.random.choice((2_000, 10_000, 60_000)))
    world.scheduler.start(process, lambda: world.attempt(process, lambda: clean(world.home(process), unused_for)))
    return bool(world.monitor.holders)


SUDDENLY: dict[Fault, Callable[[World], bool]] = {
    Fault.CRASH_BETWEEN: _kill,
    Fault.FROZEN: _freeze,
    Fault.THROTTLED: _throttle,
    Fault.LOST_BLOB: _lose(Fault.LOST_BLOB),
    Fault.DAMAGED_BLOB: _lose(Fault.DAMAGED_BLOB),
    Fault.CUT_BLOB: _lose(Fault.CUT_BLOB),
    Fault.JUMP: _jump,
    Fault.CLEANED: _clean,
}
"""Faults that come at a moment, not at a call. Each says whether it hit anything."""
