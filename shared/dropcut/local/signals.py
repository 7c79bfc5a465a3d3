"""Being told to stop: by Ctrl-C, by the system, or by a terminal that closes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_TELLING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AtOnce(BaseException):
    """Told a second time: end without putting anything down. What was done stays done all the same."""


class Told:
    """Whether somebody wants this process to stop. No lock is in it: a signal may come while one is held."""

    def __init__(self) -> None:
        self.to_stop = False
        self._deaf = False

    def note(self, _number: int, _frame: FrameType | None) -> None:
        """Somebody says so. The second to say it has AtOnce raised; whoever comes later is not heard."""
        if self.to_stop and not self._deaf:
            self._deaf = True
            raise AtOnce
        self.to_stop = True

    def hear_no_more(self) -> None:
        """Whatever is said from now on changes nothing."""
        self._deaf = True


@contextmanager
def told_to_stop() -> Iterator[Told]:
    """Listen while the block runs. Once told, the process is on its way out, and no later word disturbs it."""
    told = Told()
    before = {number: signal.signal(number, told.note) for number in _TELLING}
    try:
        yield told
    finally:
        told.hear_no_more()
        if not told.to_stop:
            for number, handler in before.items():
                signal.signal(number, handler)
