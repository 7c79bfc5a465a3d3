"""What else was at work on this machine meanwhile: how long a drop took beside that says nothing of its quote."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic
from typing import Final

_IDLE: Final = (3, 4, 8, 9)
"""Of the numbers in `/proc/stat`: nobody's time, and what is in another number as well."""


class Others:
    """Counts from now on. Processes that this one waited for are its own, with all that they waited for."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = monotonic(), _busy_s(), _own_s()

    def share(self) -> float:
        """Of all cores' time since then, what others had: also other machines on the same metal."""
        others = _busy_s() - self._busy - (_own_s() - self._own)
        return max(0.0, others / (monotonic() - self._began) / (os.cpu_count() or 1))


def _busy_s() -> float:
    told = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(ticks) for number, ticks in enumerate(told) if number not in _IDLE) / os.sysconf("SC_CLK_TCK")


def _own_s() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
