"""Virtual time: workers are greenlets that run until they sleep, and an hour of waiting takes no time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import cast

from greenlet import getcurrent, greenlet

from dropcut.domain.values import Instant, Millis
from dropcut.ports.dispatch import NOW, Advance, Message


class Time:
    """A clock, and who goes on when."""

    def __init__(self, start: Instant) -> None:
        self._now = start
        self._hub = getcurrent()
        self._moments: list[tuple[int, int, greenlet]] = []
        self._order = count()

    def now(self) -> Instant:
        """The moment."""
        return self._now

    def begin(self, work: Callable[[], object], after: int = 0) -> None:
        """Have `work` done beside everything else."""
        self._go_on(_Worker(self, work, self._hub), after)

    def sleep(self, duration: Millis) -> None:
        """Let others go on meanwhile. For workers only."""
        self._go_on(getcurrent(), duration)
        self._hub.switch()

    def run(self, until: Callable[[], bool]) -> None:
        """Let time pass until `until` holds. Raises RuntimeError when nothing is left that could make it hold."""
        while not until():
            if not self._moments:
                raise RuntimeError("everybody stopped before the end")
            moment, _, worker = heappop(self._moments)
            self._now = Instant(moment)
            worker.switch()

    def _go_on(self, worker: greenlet, after: int) -> None:
        heappush(self._moments, (self._now + max(0, after), next(self._order), worker))


class _Worker(greenlet):
    def __init__(self, time: Time, work: Callable[[], object], hub: greenlet) -> None:
        super().__init__(work, hub)
        self.time = time


def spend(duration: Millis) -> None:
    """Work for so long, whoever works here."""
    cast("_Worker", getcurrent()).time.sleep(duration)


class Crew:
    """Delivers messages: each advance at once to somebody of its own, tasks to at most `size` workers, in order."""

    def __init__(self, time: Time, size: int, latency: Millis, work: Callable[[Message], None]) -> None:
        self._time = time
        self._free = size
        self._latency = latency
        self._work = work
        self._waiting: deque[Message] = deque()

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """See `dropcut.ports.dispatch.Dispatch`."""
        for message in messages:
            self._time.begin(lambda message=message: self._arrived(message), after + self._latency)  # type: ignore[misc]

    def _arrived(self, message: Message) -> None:
        if isinstance(message, Advance):
            self._work(message)
            return
        self._waiting.append(message)
        if self._free:
            self._free -= 1
            while self._waiting:
                self._work(self._waiting.popleft())
            self._free += 1
