"""How long somebody tries whose writes are refused because others write the same."""

from __future__ import annotations

from random import uniform
from time import monotonic, sleep

from dropcut.domain.errors import Unavailable

_PATIENCE_S = 60.0
_FIRST_S, _LONGEST_S = 0.002, 0.5


class Patience:
    """Waits longer each time, for a random while, so that those who collide part."""

    def __init__(self) -> None:
        self._end = monotonic() + _PATIENCE_S
        self._longest = _FIRST_S

    def wait(self, path: str) -> None:
        """Wait before another try at what lies there. Raises Unavailable when it took too long."""
        if monotonic() > self._end:
            raise Unavailable(f"Others kept writing {path} for {_PATIENCE_S:.0f} s.")
        sleep(uniform(0, self._longest))  # noqa: S311 - only to part those who collide
        self._longest = min(2 * self._longest, _LONGEST_S)
