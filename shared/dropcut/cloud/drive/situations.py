"""How a drop of Drive stands: what the ledger knows of its job, what is being copied, and what was delivered."""

from __future__ import annotations

from dropcut.cloud.drive.records import Delivered, DriveDrop
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.values import Instant
from dropcut.editing.status.situation import Result, Situation, Unusable
from dropcut.engine.situations import standing_of

_FIRST = ("cut.mp4", "cut.mov", "cut.mkv", "report.html", "review.md")
"""What is looked for before all else."""


def situation_of(title: str, drop: DriveDrop, job: Job | None, delivered: Delivered, now: Instant) -> Situation:
    """All that the status document tells of."""
    standing = standing_of(job, now) if job else Situation(title=title)
    unfinished = _unfinished(job, now, drop)
    told: dict[str, object] = {
        "title": title,
        "coming": (*drop.coming, *unfinished),
        "coming_count": drop.coming_count + len(unfinished),
        "unusable": tuple(Unusable(name="", why=each.message, hint=each.hint) for each in drop.troubles.values()),
        "notes": (*drop.notes, *delivered.remarks, *standing.notes),
        "doubts": delivered.doubts,
        "result": _result(delivered),
        "delivering": delivered.trouble,
    }
    if job and job.arriving:
        told["waiting_for"] = "your folder to stay unchanged for a minute"
    if drop.refused:
        told |= {"state": JobState.FAILED, "doing": "", "refusals": (Unusable(name="", why=drop.refused),)}
    return standing.model_copy(update=told)


def _unfinished(job: Job | None, now: Instant, drop: DriveDrop) -> tuple[str, ...]:
    """What somebody still brings into the folder under a name that says so, while it grows."""
    coming = dict.fromkeys(item.meant for item in (job.coming(now) if job else ()) if item.is_unfinished)
    return tuple(name for name in coming if name not in drop.coming)


def _result(delivered: Delivered) -> Result | None:
    if not delivered.revision:
        return None
    order = sorted(delivered.files, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    files = tuple((name, delivered.files[name].link) for name in order)
    return Result(revision=delivered.revision, link=delivered.link, files=files)
