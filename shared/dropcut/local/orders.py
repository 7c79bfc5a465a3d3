"""What a worker process is told when it starts, and what it answers."""

from __future__ import annotations

from typing import Final

from dropcut.domain.values import Value
from dropcut.engine.pipeline import Pipeline
from dropcut.local.place import Place

READY: Final = b"ready\n"
"""All that a worker ever writes on its standard output: it has begun."""


class Orders(Value):
    """One line of JSON on its standard input, which then stays open for as long as its keeper lives."""

    place: Place
    pipeline: Pipeline
    host: str
    keeper: int
    """The process that gave the orders."""
    nonce: str
    """Of this one worker, never used again."""
    cores: int
    on_terminal: bool

    def holder(self, process: int) -> str:
        """Who the worker is in leases and logs."""
        return f"{self.host}:{process}:{self.nonce}"
