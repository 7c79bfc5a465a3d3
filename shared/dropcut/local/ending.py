"""How a call of `dropcut make` ended: what is said of it, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from dropcut.domain.documents import Document
from dropcut.domain.jobs import Job, JobState, Refusal
from dropcut.domain.values import Count
from dropcut.domain.wording import spoken
from dropcut.engine.progress import StepProgress
from dropcut.local.exits import Exit
from dropcut.local.problems import Problem, problems_of


class Ending(Document):
    """What `dropcut make --json` prints: how the job stood when the call ended."""

    KIND: ClassVar[str] = "ending"

    job: str
    revision: int
    state: JobState
    """`working` when the call was stopped, or the job waits for something that only a person can bring."""
    exit_code: Exit
    message: str
    """How it ended, in a sentence or two."""
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    """What stands delivered, as full paths, or as addresses where it lies elsewhere."""
    steps: tuple[StepProgress, ...]
    milliseconds: Count
    log: str
    """Where to read what happened."""


@dataclass(frozen=True)
class Standing:
    """How a job stood when the call ended."""

    job: Job
    at_rest: bool
    """Whether nothing more would have happened by itself; False when the call was stopped."""
    worked: bool
    """Whether there was anything to do."""
    why: str
    files: tuple[Path | str, ...]
    """Where they lie: an address where that is elsewhere."""
    steps: tuple[StepProgress, ...]
    look: Path | None = None
    """What to look at before it is approved, where it is held."""


def ending_of(standing: Standing, seconds: float, log: Path | str) -> Ending:
    """What to say of it."""
    job = standing.job
    files = standing.files if job.state is JobState.DONE else ()
    code = exit_code(job, delivered=bool(files)) if standing.at_rest else Exit.STOPPED
    return Ending(
        job=str(job.id),
        revision=job.revision,
        state=job.state,
        exit_code=code,
        message=_message(standing),
        problems=problems_of(job),
        files=tuple(map(str, files)),
        steps=standing.steps,
        milliseconds=round(seconds * 1000),
        log=str(log),
    )


def exit_code(job: Job, *, delivered: bool) -> Exit:
    """Nothing made is never success; a failure is the input's fault when every reason for it is."""
    if job.state is JobState.DONE:
        return Exit.DONE if delivered else Exit.FAILED
    if job.state is JobState.FAILED:
        return Exit.BAD_INPUT if job.refusals and all(map(_of_the_input, job.refusals)) else Exit.FAILED
    by_state = {JobState.HELD: Exit.HELD, JobState.CANCELLED: Exit.STOPPED, JobState.WORKING: Exit.BAD_INPUT}
    return by_state[job.state]


def _of_the_input(refusal: Refusal) -> bool:
    return refusal.failure.kind == "permanent" and refusal.step != "recipe"


def _message(standing: Standing) -> str:
    if not standing.at_rest:
        return "Stopped: run the same command again to go on."
    if standing.job.state is JobState.FAILED:
        return "It failed."
    if standing.job.state is not JobState.DONE:
        return f"{standing.why} Look here: {spoken(str(standing.look))}" if standing.look else standing.why
    if not standing.files:
        return "It is done, yet nothing was delivered."
    first, *others = standing.files
    where = f"{spoken(str(first))} and {len(others)} more" if others else spoken(str(first))
    return f"Done: {where}." if standing.worked else f"Nothing has changed since it was done: {where}."
