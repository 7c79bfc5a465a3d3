"""Telling somebody that there is work. A message is a hint: the ledger knows the truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from dropcut.domain.names import JobId, TaskId
from dropcut.domain.values import Millis, Value

NOW = Millis(0)


class RunTask(Value):
    """Try to claim and run this task."""

    kind: Literal["task"] = "task"
    task: TaskId
    priority: int = 0
    job: JobId | None = None
    """Who asks for it, where the sender knows: for the log alone, as others may wait for it too."""

    @property
    def owner(self) -> str:
        """Whose turn it uses up when owners share the machines."""
        return self.task.owner


class Advance(Value):
    """Look at this job again."""

    kind: Literal["advance"] = "advance"
    job: JobId
    priority: int = 0

    @property
    def owner(self) -> str:
        """Whose turn it uses up when owners share the machines."""
        return self.job.owner


Message = RunTask | Advance


class Dispatch(Protocol):
    """Carries messages to whoever does the work: at least once as a rule, sometimes twice, late, reordered or never.

    Nothing may depend on more than that: what was never delivered is sent again by the sweep. A home that can, delivers
    higher priorities first and takes owners in turn within one priority (`dropcut.engine.fairness`).
    A new adapter joins `tests/conformance/test_dispatch.py`.
    """

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """Hand over `messages`, to be delivered after about `after` where the home can, by a later sweep where it cannot.

        Raises Unavailable when any of them may not have been taken.
        """
