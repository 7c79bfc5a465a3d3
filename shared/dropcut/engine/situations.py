"""How a job stands, as whoever dropped its files is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dropcut.domain.assets import Kind
from dropcut.domain.cut import Status
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.sorting import kind_of
from dropcut.domain.values import Instant
from dropcut.domain.wording import spoken
from dropcut.editing.script.choosing import the_script, told_below
from dropcut.editing.status.situation import Doubt, Situation, Unusable
from dropcut.engine.evidence import evidence_of
from dropcut.engine.home import Home

_MOST_DOUBTS: Final = 200
_SOME: Final = 20


def standing_of(job: Job, now: Instant) -> Situation:
    """What the record of a job says by itself: nothing of its cut, nor of where its result lies."""
    coming = tuple(dict.fromkeys(item.meant for item in job.coming(now)))
    there = [*(file.path for file in job.files), *(item.file.path for item in job.arriving if not item.is_unfinished)]
    script = _script(there)
    below = "" if script else told_below(there)
    return Situation(
        title=job.id.name,
        clips=len({path for path in there if kind_of(path) is Kind.MEDIA}),
        script=script,
        coming=coming[:_SOME],
        coming_count=len(coming),
        notes=(*(_unfinished(item.file.path) for item in job.stalled(now)), *([below] if below else [])),
        state=job.state,
        doing=_doing(job),
        waiting_for=job.waiting_for,
        over_budget=job.over.said() if job.over else "",
        revision=job.revision,
        refusals=tuple(Unusable(name=each.about, why=each.failure.message, hint=each.failure.hint) for each in job.refusals),
    )


def doubts_of(home: Home, job: Job) -> tuple[Doubt, ...]:
    """The lines of the job's cut that a person should look at. Costs as many reads as the job has tasks."""
    evidence = evidence_of(home, job) if job.state in {JobState.DONE, JobState.HELD} else None
    if evidence is None:
        return ()
    lines = sorted(evidence.cut.lines, key=lambda line: line.number)
    doubtful = [line for line in lines if line.status in {Status.AMBIGUOUS, Status.MISSING}]
    return tuple(Doubt(number=each.number, text=each.text, why=each.reason) for each in doubtful[:_MOST_DOUBTS])


def _script(paths: Sequence[str]) -> str:
    """Which of them is the script; the first that could be, when several could: the job says what to do about that."""
    told = [path for path in paths if kind_of(path) is not Kind.OTHER]
    try:
        return the_script(told) or ""
    except Permanent:
        return next((path for path in told if kind_of(path) is Kind.SCRIPT), "")


def _doing(job: Job) -> str:
    if job.state is not JobState.WORKING:
        return ""
    open_stages = [stage for stage in job.stages if stage.done + stage.failed < stage.total]
    return open_stages[-1].step if open_stages else ""


def _unfinished(path: str) -> str:
    return f"{spoken(path)} is a copy or download that stopped before it was whole: it is left out until that goes on."
