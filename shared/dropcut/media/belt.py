"""What one thread hands to another: a few things at most, so that the quicker one waits and memory stays flat."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from threading import Condition
from typing import Final, Generic, TypeVar

from dropcut.domain.errors import Stopped

T = TypeVar("T")

_LOOK_UP_S: Final = 0.1


class Belt(Generic[T]):
    """At most `room` things on their way from one giver to one taker."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._things: deque[T] = deque()
        self._changed = Condition()
        self._ended = False
        self._broken: BaseException | None = None

    def put(self, thing: T, stop: Callable[[], bool]) -> None:
        """Wait for room, and lay it there. Raises Stopped when `stop` says so, and whatever broke the belt."""
        with self._changed:
            self._wait(lambda: len(self._things) < self._room, stop)
            self._things.append(thing)
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing more comes."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def break_off(self, why: BaseException) -> None:
        """Whoever gives or takes from now on is told `why`. The first reason stays."""
        with self._changed:
            self._broken = self._broken or why
            self._changed.notify_all()

    def taken(self, stop: Callable[[], bool]) -> Iterator[T]:
        """All that comes, in order. Raises Stopped when `stop` says so, and whatever broke the belt."""
        while True:
            with self._changed:
                self._wait(lambda: bool(self._things) or self._ended, stop)
                if not self._things:
                    return
                thing = self._things.popleft()
                self._changed.notify_all()
            yield thing
            del thing  # the taker alone holds it: a large picture is not kept until the next one comes

    def _wait(self, ready: Callable[[], bool], stop: Callable[[], bool]) -> None:
        while True:
            if self._broken is not None:
                raise self._broken
            if ready():
                return
            if not self._changed.wait(_LOOK_UP_S) and stop():
                raise Stopped("The work was stopped.")
