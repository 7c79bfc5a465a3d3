"""What is counted: told by the engine as it happens, kept by each home in its own way. Nothing is decided by it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from dropcut.domain.jobs import JobState
from dropcut.domain.time import Exact
from dropcut.domain.values import Count, Millis, Value


class Outcome(StrEnum):
    """How an attempt of a task ended."""

    DONE = "done"
    RETRIED = "retried"
    """It failed, and will be tried again."""
    FAILED = "failed"
    """It failed for good."""
    STOPPED = "stopped"
    """It had to end without a result: nobody wants it, somebody else took over, or the process was told to stop."""
    LOST = "lost"
    """What it works on has to be made again first."""


class Attempted(Value):
    """One attempt of a task."""

    step: str
    outcome: Outcome
    waited: Millis
    """Between when it could first be claimed and when it was."""
    took: Millis
    card: bool = False
    """Whether the step asks for a GPU."""
    footage: Millis = Millis(0)
    """How much footage or programme it went through, where it is done and that can be told."""


class Ended(Value):
    """A revision of a job came to rest."""

    state: JobState
    took: Millis
    """Since that revision began."""
    cost: Exact | None = None
    """What it cost, where that is known, in `currency`."""
    currency: str = ""


class Swept(Value):
    """What a sweep saw."""

    working: Count = 0
    """Jobs that are being worked on."""
    again: Count = 0
    """Tasks and jobs that nobody looked after."""
    oldest_task: Millis = Millis(0)
    """How long the task has run or waited that did so longest."""
    oldest_job: Millis = Millis(0)
    """How long ago the oldest revision began that is still worked on."""


class Figures(Protocol):
    """Who counts. Names of owners, drops and people are never told. No call raises, whatever it is kept in."""

    def attempted(self, attempt: Attempted) -> None:
        """An attempt of a task ended."""

    def ended(self, job: Ended) -> None:
        """A job came to rest."""

    def swept(self, sweep: Swept) -> None:
        """A sweep is over."""
