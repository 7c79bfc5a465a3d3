"""The pages' routes."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Job, SignedIn, hidden
from dropcut.api.conditions import tagged
from dropcut.api.pages.answers import Paged, answered
from dropcut.api.pages.desk import desk
from dropcut.api.pages.findings import findings
from dropcut.api.pages.footage import footage, footage_of_job, shown_over
from dropcut.api.pages.frame import framed
from dropcut.api.pages.kept import Looked, TheEvidences
from dropcut.api.pages.lines import Lines
from dropcut.api.pages.listing import jobs_part, listing
from dropcut.api.pages.sheet import Sheet, sheet_clips, sheet_lines
from dropcut.api.pages.standing import standing
from dropcut.api.pages.takes import Takes
from dropcut.api.pages.waves import Wave, wave_of
from dropcut.api.parts import Parts
from dropcut.api.quotes import Quotes
from dropcut.api.routes.files import list_files
from dropcut.api.routes.jobs import Viewer, jobs_seen, recorded
from dropcut.api.routes.paging import Page
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.search import First, OfOwner, Words, search
from dropcut.api.views import Deliveries, JobView, job_view, place_of
from dropcut.domain.access import Role
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.quotes import Quote
from dropcut.domain.values import digest
from dropcut.domain.wording import spoken
from dropcut.editing.report.looks import LOOKS
from dropcut.engine.evidence import bytes_of

router: Final = APIRouter(route_class=Paged, include_in_schema=False)
_MASTERS: Final = (".mp4", ".mov", ".mkv")
_A_PAGE: Final = 50
After = Annotated[str, Query(max_length=300)]
Clip = Annotated[int, Path(ge=0, le=100_000)]


@router.get("/")
def jobs_page(caller: SignedIn, parts: TheParts, request: Request, after: After = "") -> Response:
    """The list of jobs."""
    page = jobs_seen(caller, parts.home, Page(after=after, limit=_A_PAGE))
    views = [_view(parts, JobId.parse(line.id)) for line in page.jobs]
    owner = parts.face.one_owner or ""
    stranger = "" if caller.rights.everywhere or caller.rights.by_owner else caller.person
    jobs = jobs_part(views, page.next, one_owner=bool(owner), stranger=stranger)
    body = listing(jobs, _owners(caller, owner), owner)
    return answered(request, framed("Jobs", body, caller=caller, script="list.js", searches=parts.searching is not None))


@router.get("/jobs/{owner}/{name}")
def job_page(job: Job, caller: Viewer, parts: TheParts, evidences: TheEvidences, request: Request) -> Response:
    """One job: how it stands, its cut, and all that can be changed about it."""
    view, looked = _view(parts, job), evidences.of(recorded(parts.home, job))
    files = list_files(job, caller, parts.home)
    edits = _may(caller, job, Role.EDITOR)
    sheet = _sheet(job, view, looked, files, edits=edits)
    cut = looked.evidence.cut if looked else None
    told = looked.evidence.told if looked else None
    lines = Lines(cut, Takes(cut, looked.hearing, edits), edits, shown_over(told)) if cut and looked else None
    body = desk(view, sheet, cut, lines, files.files, footage_of_job(view) if told else "", _quote(parts, job, view, request))
    page = framed(spoken(job.name), body, caller=caller, script="review.js", searches=parts.searching is not None)
    return answered(request, page)


@router.get("/jobs/{owner}/{name}/footage")
def footage_page(job: Job, caller: Viewer, parts: TheParts, evidences: TheEvidences, request: Request) -> Response:
    """What was seen of a job's clips."""
    looked = evidences.of(recorded(parts.home, job))
    told = looked.evidence.told if looked else None
    body = footage(_view(parts, job), told, partial(bytes_of, parts.home))
    page = framed(f"{spoken(job.name)}: footage", body, caller=caller, script="plain.js", searches=parts.searching is not None)
    return answered(request, page)


@router.get("/jobs/{owner}/{name}/standing")
def job_standing(job: Job, _caller: Viewer, parts: TheParts, request: Request) -> Response:
    """How a job stands, as its page shows it."""
    return answered(request, standing(_view(parts, job)).text)


@router.get("/jobs/{owner}/{name}/waves/{clip}")
def clip_wave(  # noqa: PLR0913, PLR0917 - one for each
    job: Job,
    clip: Clip,
    _caller: Viewer,
    parts: TheParts,
    evidences: TheEvidences,
    request: Request,
    start: Annotated[float, Query(ge=0, le=1e6, allow_inf_nan=False)] = 0,
    end: Annotated[float, Query(ge=0, le=1e6, allow_inf_nan=False)] = 60,
) -> Wave:
    """How loud a clip is from `start` to `end`."""
    looked = evidences.of(recorded(parts.home, job))
    wave = wave_of(parts.home, looked.evidence, clip, start, end) if looked else None
    if wave is None:
        raise hidden()
    return tagged(request, wave)


@router.get("/search")
def search_page(  # noqa: PLR0913, PLR0917 - one for each
    caller: SignedIn, parts: TheParts, request: Request, words: Words = "", owner: OfOwner = "", first: First = 0
) -> Response:
    """What was found, each hit with a link that plays there."""
    answer = search(caller, parts, words, owner=owner, first=first)
    body = findings(answer, owner, first)
    return answered(request, framed("Search", body, caller=caller, script="plain.js", searches=True, words=words))


@router.get("/looks.css")
def looks(request: Request) -> Response:
    """The look of the report, which the pages share."""
    tag = f'"{digest(LOOKS)[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(LOOKS, media_type="text/css", headers=headers)


def _quote(parts: Parts, job: JobId, view: JobView, request: Request) -> Quote | None:
    """What is still to come; of what is over, nothing is."""
    quotes: Quotes = request.app.state.quotes
    return quotes.of(recorded(parts.home, job)) if view.state in {JobState.WORKING, JobState.HELD} else None


def _view(parts: Parts, job: JobId) -> JobView:
    return job_view(parts.home, recorded(parts.home, job), parts.uploads.open(job))


def _owners(caller: Caller, owner: str) -> tuple[str, ...] | None:
    """To whom they may give footage: none named where it is to anybody, or to the only one; None where they may not."""
    rights = caller.rights
    if rights.everywhere is not None and rights.everywhere.covers(Role.EDITOR):
        return ()
    may = tuple(sorted(one for one, role in rights.by_owner.items() if role.covers(Role.EDITOR) and owner in {"", one}))
    return may or None


def _may(caller: Caller, job: JobId, needed: Role) -> bool:
    held = caller.rights.role(job.owner)
    return held is not None and held.covers(needed)


def _sheet(job: JobId, view: JobView, looked: Looked | None, files: Deliveries, *, edits: bool) -> Sheet:
    cut = looked.evidence.cut if looked else None
    master = next((file.href for file in files.files if file.name.endswith(_MASTERS)), "")
    return Sheet(
        job=str(job),
        place=place_of(job),
        revision=view.revision,
        state=view.state,
        master=f"{master}?revision={files.revision}" if master else "",
        made=files.revision,
        approved=view.approved,
        frame=cut.format.starts(1) if cut else Fraction(0),
        edits=edits,
        clips=sheet_clips(job, cut) if cut else (),
        lines=sheet_lines(cut) if cut else (),
    )
