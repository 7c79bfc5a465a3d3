"""The drop, as a recipe sees it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NoReturn, TypeVar

from dropcut.domain.blobs import FileVersion
from dropcut.domain.decisions import Decision
from dropcut.domain.jobs import Job, settled
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


class DropAsOf:
    """A drop at its job's revision, at one moment of the ledger's clock."""

    def __init__(self, job: Job, now: Instant, programs: Callable[[], Programs]) -> None:
        self._job = job
        self._now = now
        self._programs = programs
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
        if not settled(self._job, self._now):
            self.wait_for(_arrival(self._job))

    def wait_for(self, what: str) -> NoReturn:
        """See `ports.recipe.Drop`."""
        self.waiting_for = what
        raise NotYet


def _arrival(job: Job) -> str:
    names = [item.file.path for item in job.arriving]
    if not names:
        return "the folder to stay unchanged for a while"
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}, still being copied"
