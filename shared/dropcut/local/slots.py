"""The cores that worker processes share: files that are locked, so that a killed worker gives back what it held."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep

from dropcut.domain.errors import Stopped

_PAUSE_S = 0.02


class Slots:
    """`count` slots, kept as files in `folder`. Each process has an object of its own, and one thread of it takes slots."""

    def __init__(self, folder: Path, count: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._gate = _opened(folder / "gate")
        self._slots = [_opened(folder / str(number)) for number in range(count)]

    @contextmanager
    def taken(self, count: int, stopped: Callable[[], bool]) -> Iterator[None]:
        """Hold `count` slots, or all when there are fewer. Raises Stopped when `stopped` says so while it waits.

        Whoever waits stands in the gate: small work never starves large work, nor do two large ones hold half each.
        """
        with ExitStack() as mine:
            with ExitStack() as gate:
                _patiently(lambda: _taken([self._gate], gate), stopped)
                free, wanted = list(self._slots), min(count, len(self._slots))
                while wanted:
                    _patiently(lambda: _taken(free, mine), stopped)
                    wanted -= 1
            yield

    def close(self) -> None:
        """Let go of the files."""
        for descriptor in (self._gate, *self._slots):
            os.close(descriptor)


def _taken(free: list[int], held: ExitStack) -> bool:
    """Whether one of `free` could be locked; it is then no longer in the list, and unlocked when `held` ends."""
    for descriptor in free:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        free.remove(descriptor)
        held.callback(fcntl.flock, descriptor, fcntl.LOCK_UN)
        return True
    return False


def _patiently(action: Callable[[], bool], stopped: Callable[[], bool]) -> None:
    while not action():
        if stopped():
            message = "The work was stopped before it began."
            raise Stopped(message)
        sleep(_PAUSE_S)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
