"""The cut of a job, found by running its recipe once more without recording anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Concatenate, Final, ParamSpec, TypeVar

from dropcut.domain.cut import Cut
from dropcut.domain.errors import LostBlob, Permanent
from dropcut.domain.jobs import Job
from dropcut.engine.clean import Tracing
from dropcut.engine.drop import DropAsOf
from dropcut.engine.home import Home
from dropcut.ports.recipe import CannotGoOn, NotYet
from dropcut.ports.tools import Tools

_MISTAKES: Final = (TypeError, ValueError, LookupError, AttributeError)
"""Of a recipe: whoever advances the job logs them, and fails it."""
P = ParamSpec("P")
R = TypeVar("R")


class _Seeking(Tracing):
    """Keeps the last cut that a step gave."""

    found: Cut | None = None

    def __call__(self, step: Callable[Concatenate[Tools, P], R], /, *args: P.args, **inputs: P.kwargs) -> R:
        answer = super().__call__(step, *args, **inputs)
        if type(answer) is Cut:
            self.found = answer
        return answer


def cut_of(home: Home, job: Job) -> Cut | None:
    """What the job's revision was cut to; None while that is not known. Costs as many reads as the job has tasks."""
    seeking = _Seeking(home, job, lambda _batch: ())
    with suppress(NotYet, CannotGoOn, LostBlob, Permanent, *_MISTAKES):
        home.recipe(DropAsOf(job, home.ledger.now(), home.programs), seeking)
    return seeking.found
