"""How far work is that runs at this moment: a hint for whoever watches, beside the ledger, which knows only what is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Protocol

from pydantic import Field

from dropcut.domain.names import TaskId
from dropcut.domain.values import Count, Value


class Far(Value):
    """How far one piece of work is."""

    done: Count
    of: Annotated[int, Field(ge=1)]
    told: str = ""
    """What a person may want to know beside that: `3.2 frames/s`."""


class Gauges(Protocol):
    """The gauges of one home. Nothing is decided by what they tell: it may be late, lost, or of an attempt that is over.

    Neither call raises, whatever happens to what they are kept in.
    """

    def tell(self, task: TaskId, far: Far) -> None:
        """Say that this process works on `task`, and is so far. What it told before is forgotten."""

    def told(self) -> Mapping[TaskId, Far]:
        """What each process of the home told last."""
