"""How much memory this process and the programs that it started really have, looked up a few times a second."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic

_EVERY_S = 0.25
_MIB = 1024**2


@dataclass
class Memory:
    """In MiB, with the time of each look."""

    own: list[tuple[float, float]] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    """Of the programs that were started, together."""

    def most(self, since: float = 0.0, until: float = float("inf")) -> float:
        """The most that this process had in a stretch of time."""
        return max((held for at, held in self.own if since <= at <= until), default=0.0)

    def look(self) -> None:
        """Once."""
        self.own.append((monotonic(), resident(os.getpid())))
        self.beside.append(sum(map(resident, _started_by(os.getpid()))))


@contextmanager
def watched() -> Iterator[Memory]:
    """While the block runs."""
    memory, over = Memory(), Event()

    def look_on() -> None:
        while not over.wait(_EVERY_S):
            memory.look()

    thread = Thread(target=look_on, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def resident(number: int) -> float:
    """What a process has in memory, in MiB; nothing once it has ended."""
    try:
        pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MIB


def _started_by(number: int) -> Iterator[int]:
    for task in _tasks(number):
        try:
            words = (task / "children").read_text().split()
        except OSError:  # that thread has ended
            continue
        for word in words:
            yield int(word)
            yield from _started_by(int(word))


def _tasks(number: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{number}/task").iterdir())
    except OSError:  # it has ended
        return []
