"""What a worker does all day: takes messages in portions, runs what they name, and says that it is done with them."""

from __future__ import annotations

from collections import deque
from time import monotonic, sleep

import structlog

from dropcut.domain.errors import Retryable, Stopped
from dropcut.domain.values import Millis
from dropcut.engine.keeping import Keeper
from dropcut.engine.run_task import run_task
from dropcut.local.doze import Doze
from dropcut.local.queue import Received
from dropcut.local.slots import Slots
from dropcut.local.workplace import Workplace
from dropcut.ports.dispatch import Message, RunTask

log = structlog.get_logger(__name__)

_LARGEST = 64
_SHORT_S = 0.25
"""A portion should take about this long: then asking for work costs little, and what is urgent waits little."""
_PAUSE = Millis(500)


class Work:
    """One worker's work. What it took and has not begun, it hands back with the next beat: long work holds up nothing."""

    def __init__(self, workplace: Workplace, keeper: Keeper, slots: Slots) -> None:
        self._home = workplace.home
        self._queue = workplace.queue
        self._figures = workplace.figures
        self._keeper = keeper
        self._slots = slots
        self._doze = Doze()
        self._size = 1
        self._rest: deque[Received] = deque()
        """Shared with the keeper's thread: each message is popped once, by whoever is first."""
        keeper.also(self.hand_back)

    def go_on(self) -> None:
        """Work until told to stop."""
        while not self._keeper.stopping():
            try:
                self._portion()
            except Retryable as trouble:
                log.warning("refused for now", why=str(trouble))
                self.hand_back()
                self._home.clock.sleep(_PAUSE)
        self.hand_back()

    def hand_back(self) -> None:
        """Let others have what was taken and not begun."""
        rest = list[Received]()
        while self._rest:
            rest.append(self._rest.pop())
        if rest:
            self._queue.give_back(rest)

    def _portion(self) -> None:
        """As many messages as are likely to be done in a short while. What was cut short is handed back for the next worker."""
        self._rest.extend(self._queue.receive(self._home.holder, self._size))
        if not self._rest:
            sleep(self._doze.pause_s)
            return
        began, done = monotonic(), list[Received]()
        try:
            while not self._keeper.stopping() and (taken := self._next()) is not None:
                if self._run(taken):
                    done.append(taken)
        finally:
            self._queue.ack(done)
            self._figures.flush()
        self._doze.was_busy()
        self._size = _next_size(len(done), monotonic() - began)

    def _next(self) -> Received | None:
        try:
            return self._rest.popleft()
        except IndexError:  # the keeper's thread handed the last one back
            return None

    def _run(self, taken: Received) -> bool:
        """Whether the message is dealt with. Else it is among those to be handed back."""
        try:
            self._run_task(taken.message)
        except Retryable:
            self._rest.append(taken)
            raise
        if self._keeper.stopping():
            self._rest.append(taken)
        return not self._keeper.stopping()

    def _run_task(self, message: Message) -> None:
        if not isinstance(message, RunTask):
            log.warning("not work for a worker", message=str(message))
            return
        cores = self._home.catalog[message.task.step].cores if message.task.step in self._home.catalog else 1
        try:
            with self._slots.taken(cores, self._keeper.stopping):
                run_task(self._home, message)
        except Stopped as stop:
            log.info("not begun", task=str(message.task), why=str(stop))


def _next_size(done: int, took_s: float) -> int:
    """As many as would have been done in the time that a portion should take."""
    return max(1, min(_LARGEST, 2 * done, round(done * _SHORT_S / max(took_s, 0.001))))
