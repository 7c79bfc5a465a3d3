"""Every call of a port passes here, before and after its effect: who goes on, who waits, who fails and who dies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Protocol

from dropcut.domain.errors import DropcutError, Retryable, Unavailable
from tests.simulation.faults import Fault, Weather
from tests.simulation.scheduler import Crashed, Process, Scheduler


class Witness(Protocol):
    """Who is told of every effect."""

    def saw(self, process: Process, call: str, args: tuple[Any, ...], result: Any) -> None:  # noqa: ANN401 - whatever the port or the step takes and gives
        """A call had its effect."""

    def refused(self, process: Process, call: str, error: DropcutError) -> None:
        """A call was answered by an error of the port."""


class Pace:
    """How fast calls are, in one seed, and which ports do not answer just now."""

    def __init__(self, random: Random, longest: tuple[int, ...]) -> None:
        self.chance = random.choice((0.3, 0.7, 1.0))
        self.longest = random.choice(longest)
        self.away_until: dict[str, int] = {}


class Crossing:
    """The way of one process to the ports of its home."""

    def __init__(self, scheduler: Scheduler, process: Process, weather: Weather, witness: Witness, pace: Pace) -> None:
        self._scheduler = scheduler
        self._process = process
        self._weather = weather
        self._witness = witness
        self._pace = pace

    def __call__(
        self, port: str, call: str, effect: Callable[..., Any], args: tuple[Any, ...], named: Mapping[str, Any]
    ) -> Any:  # noqa: ANN401 - whatever the port or the step takes and gives
        """Make one call of a port."""
        if self._process.dead:
            raise Crashed
        self._before(port, call)
        try:
            result = effect(*args, **named)
        except DropcutError as error:
            self._witness.refused(self._process, call, error)
            self._after(call)
            raise
        self._witness.saw(self._process, call, args, result)
        self._after(call)
        return result

    def _before(self, port: str, call: str) -> None:
        self._let_others_run()
        if self._pace.away_until.get(port, 0) > self._scheduler.now and self._scheduler.random.random() < 0.8:
            raise Unavailable(f"{port} is busy: 503.")
        fault = self._weather.before(call)
        if fault is None:
            return
        if fault is Fault.SILENCE:
            raise Unavailable(f"{port} did not answer.")
        if fault is Fault.DISK_FULL:
            raise Retryable("The disk is full.", "Make room.")
        self._strike(fault)

    def _after(self, call: str) -> None:
        fault = self._weather.after(call)
        if fault is Fault.LOST_RESPONSE:
            raise Unavailable("The answer was lost.")
        if fault is not None:
            self._strike(fault)
        self._let_others_run()

    def _strike(self, fault: Fault) -> None:
        if fault in {Fault.CRASH_BEFORE, Fault.CRASH_AFTER}:
            self._process.kill()
            raise Crashed
        if fault is Fault.SLOW:
            self._pause(self._scheduler.random.randrange(300, 5_000))
        if fault is Fault.FROZEN:
            self._scheduler.freeze(self._process)
            self._pause(0)

    def _let_others_run(self) -> None:
        random = self._scheduler.random
        if random.random() < self._pace.chance:
            self._pause(int(random.random() * self._pace.longest))

    def _pause(self, duration: int) -> None:
        actor = self._scheduler.acting
        if actor is not None:
            actor.pause(duration)
