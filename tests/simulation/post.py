"""The post between processes: it loses, doubles, delays and reorders what it carries, and hands it to whoever is idle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dropcut.domain.values import Millis
from dropcut.local.memory.dispatch import MemoryDispatch
from dropcut.ports.dispatch import NOW, Message
from tests.simulation.faults import Fault, Weather
from tests.simulation.scheduler import Actor, Scheduler

CARRYING = 20
"""The longest a message takes as a rule, in milliseconds."""
DELAY = 20_000


class Post:
    """One for the whole world: the shipped queue, and what may happen to a message on its way there and from there."""

    def __init__(self, scheduler: Scheduler, weather: Weather) -> None:
        self._scheduler = scheduler
        self._weather = weather
        self._queue = MemoryDispatch(lambda: scheduler.now)
        self._idle: list[Actor] = []
        self.sent: list[Message] = []

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """See `ports.dispatch.Dispatch`."""
        for message in messages:
            self.sent.append(message)
            if self._weather.strikes(Fault.DROPPED, 0.1):
                continue
            self.carry(message, after)
            if self._weather.strikes(Fault.DOUBLED, 0.2):
                later = self._scheduler.now + self._scheduler.random.randrange(DELAY // 4)
                self._scheduler.at(later, partial(self.carry, message))

    def carry(self, message: Message, after: int = 0) -> None:
        """Have a message delivered."""
        random = self._scheduler.random
        wait = after + random.randrange(CARRYING)
        if self._weather.strikes(Fault.DELAYED, 0.05):
            wait += random.randrange(DELAY)
        self._scheduler.at(self._scheduler.now + wait, lambda: self._arrive(message))

    def next(self, actor: Actor) -> Message:
        """The next message for an idle actor, who waits for one."""
        while True:
            if self._weather.strikes(Fault.REORDERED, 0.1) and self._queue.pending:
                return self._queue.take(self._scheduler.random.randrange(len(self._queue.pending)))
            for message in self._queue.receive():
                return message
            self._idle.append(actor)
            actor.wait()

    def _arrive(self, message: Message) -> None:
        self._queue.send([message])
        while self._idle:
            actor = self._idle.pop(0)
            if not actor.process.dead:
                self._scheduler.at(self._scheduler.now, actor.go_on)
                return
