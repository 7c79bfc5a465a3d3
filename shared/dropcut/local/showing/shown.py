"""What is shown of a job, in every form."""

from __future__ import annotations

from typing import ClassVar, Protocol

from dropcut.domain.documents import Document
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.values import Count
from dropcut.engine.progress import Progress, Running, StepProgress


class Shown(Document):
    """How a job stands at one moment: one line of `--progress jsonl`.

    Within a revision `permille` never falls; a new revision begins again. The last line's `state` is the job's end.
    """

    KIND: ClassVar[str] = "progress"

    job: str
    """`<owner>/<name>`."""
    revision: int
    state: JobState
    permille: Count
    """Thousandths of the whole, weighted by what the steps usually take."""
    left_s: Count | None
    """About how many seconds the rest takes, at the pace of late; null while nobody can tell."""
    steps: tuple[StepProgress, ...]
    running: tuple[Running, ...] = ()
    """What is under way, where it says how far it is."""
    why: str
    """What it is doing or waiting for, in a sentence or two."""


class Display(Protocol):
    """One way of showing a job."""

    @property
    def pause_s(self) -> float:
        """How long to wait between two looks."""

    def show(self, shown: Shown) -> None:
        """Show how the job stands now."""

    def close(self) -> None:
        """Leave the terminal as it was."""


def shown_of(job: Job, progress: Progress, left_s: int | None, why: str) -> Shown:
    """What to show of a job."""
    return Shown(
        job=str(job.id),
        revision=job.revision,
        state=job.state,
        permille=progress.permille,
        left_s=left_s if job.state is JobState.WORKING else None,
        steps=progress.steps,
        running=progress.running,
        why=why,
    )
