"""How long one invocation may work: what is left goes on with the next one."""

from __future__ import annotations

from time import monotonic


class Deadline:
    """A moment from which nothing new is begun."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether it has come."""
        return monotonic() >= self._end
