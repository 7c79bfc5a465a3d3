"""How often to look for work that nobody can be called for: SQLite tells no other process when it was written to."""

from __future__ import annotations

from time import monotonic

_AWAKE_S = 0.02
_DROWSY_S = 0.2
_DROWSY_AFTER_S = 2.0


class Doze:
    """Often while work keeps coming, seldom once none has come for a while: then looking costs next to nothing."""

    def __init__(self) -> None:
        self._busy = monotonic()

    def was_busy(self) -> None:
        """There was work just now."""
        self._busy = monotonic()

    @property
    def pause_s(self) -> float:
        """How long to sleep before the next look."""
        return _AWAKE_S if monotonic() - self._busy < _DROWSY_AFTER_S else _DROWSY_S
