"""What led to what: one trace for each job and revision, whichever processes worked on it. Nothing is decided by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, Self

from dropcut.domain.jobs import Job
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Value
from dropcut.ports.figures import Outcome

_W3C = re.compile(r"00-(?P<id>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})")


class Trace(Value):
    """One place in a trace, wherever that leads. Its text is what the W3C calls a traceparent."""

    id: str
    span: str = ""
    sampled: bool = False

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a traceparent; None for anything else."""
        found = _W3C.fullmatch(text)
        if found is None:
            return None
        return cls(id=found["id"], span=found["span"], sampled=bool(int(found["flags"], 16) & 1))

    def __str__(self) -> str:
        """As it is sent along."""
        return f"00-{self.id}-{self.span}-{int(self.sampled):02x}"


Cause = Callable[[], Trace | None]
"""Finds out what a piece of work was begun for: asked only where anybody keeps traces."""


def nowhere() -> Trace | None:
    """For whoever is in no trace."""
    return None


class Traces(Protocol):
    """Who keeps traces. No call raises, whatever becomes of what is told, and none waits for anybody but `flush`.

    All that concerns one job at one revision is in one trace, whose id follows from those two: processes that never heard
    of each other tell of the same one. What a message led to is linked to whatever sent it.
    """

    def turn(self, job: Job) -> AbstractContextManager[None]:
        """While somebody looks at a job."""

    def attempt(self, claim: Claimed) -> AbstractContextManager[Callable[[Outcome], None]]:
        """While a task is worked on; the block says how that ended."""

    def ended(self, job: Job) -> None:
        """A job's revision has come to its end: the whole of it can be told."""

    def caused_by(self, cause: Cause) -> AbstractContextManager[None]:
        """What is told inside the block was begun for this."""

    def here(self) -> Trace | None:
        """Where this thread is now: what messages that it sends take along."""

    def flush(self) -> None:
        """Hand over all that was told so far: this process may be frozen from now on. Waits a moment at most."""

    def close(self) -> None:
        """The same, for the last time."""
