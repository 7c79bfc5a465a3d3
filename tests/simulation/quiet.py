"""The engine's log during a simulation: unread, but for mistakes."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from dropcut.engine import lease
from tests.simulation.scheduler import Lock


@contextmanager
def quietly() -> Iterator[list[str]]:
    """Let the engine log nothing, and wait for nothing but the scheduler. Gives the mistakes it meant to log."""
    mistakes: list[str] = []

    def note(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        mistakes.append(str(dict(event)))
        raise structlog.DropEvent

    before, threads = structlog.get_config(), vars(lease)["Lock"]
    structlog.configure(processors=[note], wrapper_class=structlog.make_filtering_bound_logger("error"))
    vars(lease)["Lock"] = Lock  # the scheduler's own, for actors that are no threads
    try:
        yield mistakes
    finally:
        vars(lease)["Lock"] = threads
        structlog.configure(**before)
