"""What a person looks at before they approve a job that one call of `dropcut make` left held."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from shlex import quote

from dropcut.domain.errors import LostBlob, NotFound
from dropcut.domain.jobs import Job, JobState
from dropcut.editing.report.held import held_page
from dropcut.editing.report.kept_pictures import pictures_of
from dropcut.editing.report.telling import report_of
from dropcut.engine.evidence import bytes_of, evidence_of
from dropcut.engine.home import Home
from dropcut.local.place import Place


def laid_out(home: Home, place: Place, job: Job) -> Path | None:
    """The page, written anew; None, and an older one taken away, where the job is not held or nothing was seen of it.

    It lies beside the ledger and not among the deliveries: of a held job nothing is delivered.
    """
    page = place.held
    text = _page(home, place, job) if job.state is JobState.HELD and job.over is None else None
    if text is None:
        page.unlink(missing_ok=True)
        return None
    writing = page.with_name(f".{page.name}")
    writing.write_text(text)
    return writing.replace(page)


def _page(home: Home, place: Place, job: Job) -> str | None:
    evidence = evidence_of(home, job)
    if evidence is None or evidence.told is None:
        return None
    told = evidence.told
    with suppress(LostBlob, NotFound):  # what was lost is made again when the job goes on
        pictures = pictures_of(told.scenes, told.marks, lambda blob: bytes_of(home, blob))
        return held_page(report_of(told), pictures, job.waiting_for, _ways(place))
    return None


def _ways(place: Place) -> tuple[str, ...]:
    folder = quote(str(place.inbox))
    return (
        f"If it may go out as it is: dropcut approve {folder}, then dropcut make {folder}. Nobody is asked about these again.",
        "If not: take the clip out of the folder, or put another in its place, and make it again.",
    )
