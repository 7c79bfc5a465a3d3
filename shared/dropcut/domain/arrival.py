"""Which files of a drop are there, which are still arriving: judged from listings alone."""

from __future__ import annotations

from collections.abc import Iterable

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Arriving, Job, JobState, Refusal, revised
from dropcut.domain.sorting import is_go
from dropcut.domain.tasks import Failure
from dropcut.domain.unfinished import name_when_whole
from dropcut.domain.values import Instant

FOLDER = "folder"
"""What refuses when the drop's folder cannot be looked at, and no step of it."""

_NOBODYS_ENDINGS = (".tmp", ".temp")
_NOBODYS_STARTS = ("~$", ".~", ".#", "._")


def is_partial(path: str) -> bool:
    """A browser's, an editor's or a sync client's name for a file that is not there yet, or a hidden one."""
    hidden = any(part.startswith((".", *_NOBODYS_STARTS)) for part in path.split("/"))
    return hidden or path.casefold().endswith(_NOBODYS_ENDINGS) or name_when_whole(path) is not None


def observed(job: Job, listing: Iterable[FileVersion], now: Instant) -> Job:
    """The job after a look at its folder; the same job when nothing that counts has changed.

    A file counts once its version stayed the same for the job's quiet time; `GO` at once. What a browser or a sync client
    still brings never counts, nor does the file that it is to become, but it is waited for while it grows. A listing that
    is late or doubled changes nothing that the next one does not mend.
    """
    every = {file.path: file for file in listing}
    present = {path: file for path, file in every.items() if not is_partial(path)}
    coming = {path: file for path, file in every.items() if name_when_whole(path) is not None}
    arriving = _arriving(job, present | coming, now)
    there = tuple(sorted(_there(job, present, arriving, now), key=lambda file: file.path))
    counted = frozenset(there)
    still = tuple(item for item in arriving if item.file not in counted)
    if there != job.files or _was_unreadable(job):
        return revised(job, now, files=there, arriving=still, changed=_changed(job, there, arriving, now))
    return job if still == job.arriving else job.with_(arriving=still)


def unreadable(job: Job, why: Failure, now: Instant) -> Job:
    """The job after a look at a folder that cannot be read: it failed, until a later look succeeds.

    The same job when that is known already, or when nobody wants it done.
    """
    refusals = (Refusal(step=FOLDER, about="", failure=why),)
    if job.state is JobState.CANCELLED or job.refusals == refusals:
        return job
    return job.with_(state=JobState.FAILED, refusals=refusals, waiting_for="", ended=now)


def _was_unreadable(job: Job) -> bool:
    return any(refusal.step == FOLDER for refusal in job.refusals)


def _arriving(job: Job, present: dict[str, FileVersion], now: Instant) -> tuple[Arriving, ...]:
    known = set(job.files)
    since = {item.file: item.since for item in job.arriving}
    new = (file for file in present.values() if file not in known)
    return tuple(Arriving(file=file, since=since.get(file, now)) for file in sorted(new, key=lambda file: file.path))


def _there(job: Job, present: dict[str, FileVersion], arriving: tuple[Arriving, ...], now: Instant) -> list[FileVersion]:
    kept = [file for file in job.files if present.get(file.path) == file]
    held = {name_when_whole(item.file.path) for item in arriving if now < item.until(job.quiet)}
    whole = [item for item in arriving if item.file.path in present and item.file.path not in held]
    told = [item.file for item in whole if is_go(item.file.path)]
    return kept + told + [item.file for item in whole if item.file not in told and now - item.since >= job.quiet]


def _changed(job: Job, there: tuple[FileVersion, ...], arriving: tuple[Arriving, ...], now: Instant) -> Instant:
    """When the files changed last: one that counts now has stayed the same for a while, one that went did so now."""
    counted = set(there)
    came = [item.since for item in arriving if item.file in counted]
    went = [] if counted.issuperset(job.files) else [now]
    return max((job.changed or Instant(0), *came, *went))
