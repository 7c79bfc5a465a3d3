"""A home that nobody watches: keeps no traces and counts nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Final

from dropcut.domain.jobs import Job
from dropcut.domain.tasks import Claimed
from dropcut.ports.figures import Attempted, Ended, Outcome, Swept
from dropcut.ports.traces import Cause, Trace

_NOTHING: Final[AbstractContextManager[None]] = nullcontext()


def _unheard(_outcome: Outcome) -> None:
    """Nobody listens."""


_UNHEARD: Final[AbstractContextManager[Callable[[Outcome], None]]] = nullcontext(_unheard)


@dataclass(frozen=True)
class NoTraces:
    """See `ports.traces.Traces`."""

    def turn(self, _job: Job) -> AbstractContextManager[None]:
        """Nothing."""
        return _NOTHING

    def attempt(self, _claim: Claimed) -> AbstractContextManager[Callable[[Outcome], None]]:
        """Nothing."""
        return _UNHEARD

    def ended(self, _job: Job) -> None:
        """Nothing."""

    def caused_by(self, _cause: Cause) -> AbstractContextManager[None]:
        """Nothing."""
        return _NOTHING

    def here(self) -> Trace | None:
        """Nowhere."""
        return None

    def flush(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class NoFigures:
    """See `ports.figures.Figures`."""

    def attempted(self, _attempt: Attempted) -> None:
        """Nothing."""

    def ended(self, _job: Ended) -> None:
        """Nothing."""

    def swept(self, _sweep: Swept) -> None:
        """Nothing."""
