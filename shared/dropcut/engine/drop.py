"""The drop, as a recipe sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NoReturn, TypeVar

from dropcut.domain.blobs import FileVersion
from dropcut.domain.decisions import Decision
from dropcut.domain.jobs import Job, Stage, settled
from dropcut.domain.money import Budget, JobCost
from dropcut.domain.names import JobId
from dropcut.domain.settings import Options
from dropcut.domain.time import Seconds
from dropcut.domain.values import Instant, Value, digest
from dropcut.engine.unknown import standing
from dropcut.ports.recipe import NotYet
from dropcut.ports.tools import Programs

T = TypeVar("T", bound=Value)
APPROVED = "approved"
"""Under this name a job keeps which revision a person approved last."""


Reckon = Callable[[Sequence[Stage]], JobCost | None]
"""Tells what was spent, given the stages so far."""


def _nobody_reckons(_stages: Sequence[Stage]) -> None:
    """Of whoever only looks."""


class DropAsOf:
    """A drop at its job's revision, at one moment of the ledger's clock."""

    def __init__(self, job: Job, now: Instant, programs: Callable[[], Programs], cost: Reckon = _nobody_reckons) -> None:
        self._job = job
        self._now = now
        self._programs = programs
        self._cost = cost
        self.budget = job.budget
        """What nothing that is asked for may pass."""
        self.budget_is_settled = job.budget is not None
        """Whether that is known: somebody said it, or the recipe came to the drop's own settings."""
        self.waiting_for = ""
        self.held_for = ""
        self.kept = dict(job.kept)
        """What the job must remember from now on."""

    @property
    def id(self) -> JobId:
        """Whose and which."""
        return self._job.id

    @property
    def revision(self) -> int:
        """Grows whenever anything here changes."""
        return self._job.revision

    @property
    def files(self) -> tuple[FileVersion, ...]:
        """The files that are there."""
        return self._job.files

    @property
    def options(self) -> Options:
        """What was typed."""
        return self._job.options

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What a person settled about the cut."""
        return self._job.decisions

    @property
    def build(self) -> str:
        """Of the media programs."""
        return self._programs().build

    @property
    def signer(self) -> str:
        """See `ports.recipe.Drop`."""
        credentials = self._programs().credentials
        return credentials.fingerprint if credentials else ""

    @property
    def settled(self) -> bool:
        """See `ports.recipe.Drop`."""
        return settled(self._job, self._now)

    @property
    def may_begin(self) -> bool:
        """See `ports.recipe.Drop`."""
        return self._job.begun_by_hand or self._job.told_to_go

    @property
    def elapsed(self) -> Seconds:
        """Since this revision began."""
        return Fraction(self._now - self._job.revised, 1000)

    def once(self, name: str, value: T) -> T:
        """See `ports.recipe.Drop`."""
        text = self.kept.setdefault(name, value.model_dump_json())
        return type(value).model_validate_json(text)

    def show(self, name: str, value: Value) -> None:
        """See `ports.recipe.Drop`."""
        if standing([value]) is None:
            self.kept[name] = value.model_dump_json()

    def shown(self, name: str, kind: type[T]) -> T | None:
        """See `ports.recipe.Drop`."""
        text = self.kept.get(name)
        return None if text is None else kind.model_validate_json(text)

    def hold_for(self, what: str, about: Value) -> None:
        """See `ports.recipe.Drop`."""
        if standing([about]) is not None:
            raise NotYet
        name = f"approved {digest(about)}"
        if self._job.kept.get(APPROVED) == str(self._job.revision):
            self.kept[name] = str(self._job.revision)
        if name not in self.kept:
            self.held_for = what
            raise NotYet

    def wait_until_settled(self) -> None:
        """See `ports.recipe.Drop`."""
        if not self.settled:
            self.wait_for(_arrival(self._job, self._now))

    def wait_for(self, what: str) -> NoReturn:
        """See `ports.recipe.Drop`."""
        self.waiting_for = what
        raise NotYet

    def spend_at_most(self, budget: Budget | None) -> None:
        """See `ports.recipe.Drop`."""
        self.budget, self.budget_is_settled = self._job.budget or budget, True

    def cost(self, stages: Sequence[Stage]) -> JobCost | None:
        """See `ports.recipe.Drop`."""
        return self._cost(stages)


def _arrival(job: Job, now: Instant) -> str:
    names = [item.meant for item in job.coming(now)]
    if not names:
        return "the folder to stay unchanged for a while"
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}, still being copied"
