"""The drop, as a recipe sees it."""

from __future__ import annotations

from typing import NoReturn

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Job, settled
from dropcut.domain.names import JobId
from dropcut.domain.settings import Settings
from dropcut.domain.values import Instant
from dropcut.ports.recipe import NotYet


class DropAsOf:
    """A drop at its job's revision, at one moment of the ledger's clock."""

    def __init__(self, job: Job, now: Instant) -> None:
        self._job = job
        self._now = now
        self.waiting_for = ""

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
    def settings(self) -> Settings:
        """What the user settled."""
        return self._job.settings

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
