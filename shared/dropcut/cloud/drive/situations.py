"""How a drop of Drive stands: what the ledger knows of its job, what is being copied, and what was delivered."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.cloud.drive.records import Delivered, DriveDrop
from dropcut.domain.assets import Kind
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.sorting import kind_of
from dropcut.editing.script.choosing import the_script
from dropcut.editing.status.situation import Result, Situation, Unusable

_FIRST = ("cut.mp4", "cut.mov", "cut.mkv", "report.html", "review.md")
"""What is looked for before all else."""


def situation_of(title: str, drop: DriveDrop, job: Job | None, delivered: Delivered) -> Situation:
    """All that the status document tells of."""
    files = job.files if job else ()
    arriving = tuple(item.file.path for item in job.arriving) if job else ()
    names = [file.path for file in (*files, *_seen(job))]
    return Situation(
        title=title,
        clips=len({name for name in names if kind_of(name) is Kind.MEDIA}),
        script=_script(names),
        coming=drop.coming,
        coming_count=drop.coming_count,
        unusable=tuple(Unusable(name="", why=each.message, hint=each.hint) for each in drop.troubles.values()),
        notes=drop.notes,
        state=JobState.FAILED if drop.refused else job.state if job else None,
        doing=_doing(job),
        waiting_for="your folder to stay unchanged for a minute" if arriving else job.waiting_for if job else "",
        revision=job.revision if job else 0,
        refusals=(Unusable(name="", why=drop.refused),) if drop.refused else _refusals(job),
        result=_result(delivered),
        delivering=delivered.trouble,
    )


def _script(names: Sequence[str]) -> str:
    """Which of them is the script; the first that could be, when several could: the job says what to do about that."""
    told = [name for name in names if kind_of(name) is not Kind.OTHER]
    try:
        return the_script(told) or ""
    except Permanent:
        return next((name for name in told if kind_of(name) is Kind.SCRIPT), "")


def _seen(job: Job | None) -> tuple[FileVersion, ...]:
    """What is there, and is only waited for to stay as it is."""
    return tuple(item.file for item in job.arriving) if job else ()


def _doing(job: Job | None) -> str:
    if job is None or job.state is not JobState.WORKING:
        return ""
    open_stages = [stage for stage in job.stages if stage.done + stage.failed < stage.total]
    return open_stages[-1].step if open_stages else ""


def _refusals(job: Job | None) -> tuple[Unusable, ...]:
    refusals = job.refusals if job else ()
    return tuple(Unusable(name=each.about, why=each.failure.message, hint=each.failure.hint) for each in refusals)


def _result(delivered: Delivered) -> Result | None:
    if not delivered.revision:
        return None
    order = sorted(delivered.files, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    files = tuple((name, delivered.files[name].link) for name in order)
    return Result(revision=delivered.revision, link=delivered.link, files=files)
