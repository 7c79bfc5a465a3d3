"""What a job was cut to, and what a person settled about it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Header, Request

from dropcut.api.access.needs import Job
from dropcut.api.asked import NewDecisions
from dropcut.api.conditions import exactly, named, tagged
from dropcut.api.lately import Lately
from dropcut.api.problems import Documented, Kind, Refused, documented
from dropcut.api.routes.jobs import Editor, Viewer, recorded
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheHome, TheParts
from dropcut.api.routes.refusals import HIDDEN
from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decisions
from dropcut.domain.errors import Conflict
from dropcut.domain.jobs import Job as JobRecord
from dropcut.domain.values import digest
from dropcut.engine.jobs import decide_over

router: Final = APIRouter(route_class=Once, tags=["cuts"], responses=HIDDEN)
_SAME: Final[Documented] = {304: {"description": "It is as it was."}}
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The ETag of the decisions that you have seen.")
]


@router.get("/v1/jobs/{owner}/{name}/cut", responses=_SAME)
def get_cut(job: Job, _caller: Viewer, parts: TheParts, request: Request) -> Cut:
    """The cut of the job's revision: which stretch of which clip comes when, and why."""
    record = recorded(parts.home, job)
    cuts: Lately[Cut] = request.app.state.cuts
    cut = cuts.of(record)
    if cut is None:
        raise Refused(Kind.NOT_FOUND, "This revision is not cut yet.", "Follow the job's events, then ask again.")
    return tagged(request, cut)


@router.get("/v1/jobs/{owner}/{name}/decisions", responses=_SAME)
def get_decisions(job: Job, _caller: Viewer, home: TheHome, request: Request) -> Decisions:
    """What was settled about the cut, and (ETag) the state that a change must name."""
    return _told(request, recorded(home, job))


@router.put("/v1/jobs/{owner}/{name}/decisions", responses=documented(Kind.CHANGED, Kind.STATE_NEEDED))
def put_decisions(
    job: Job, decisions: NewDecisions, _caller: Editor, home: TheHome, request: Request, if_match: IfMatch = None
) -> Decisions:
    """Settle what holds from now on: a new revision, of which only what changed is made.

    `If-Match` names what you have seen. Where somebody else settled something since, nothing is lost: the answer is 412.
    """
    if if_match is None:
        raise Refused(Kind.STATE_NEEDED, "Say in If-Match which decisions you have seen.", "GET them: their ETag is it.")
    before = recorded(home, job)
    if not named(if_match, _tag(before)):
        raise _changed(before)
    try:
        return _told(request, decide_over(home, job, digest(before.decisions), decisions.made))
    except Conflict:
        raise _changed(recorded(home, job)) from None


def _told(request: Request, job: JobRecord) -> Decisions:
    return exactly(request, Decisions(made=job.decisions), _tag(job))


def _tag(job: JobRecord) -> str:
    return f'"{digest(job.decisions)[:32]}"'


def _changed(job: JobRecord) -> Refused:
    return Refused(
        Kind.CHANGED,
        "Somebody else settled something about this cut meanwhile.",
        "GET the decisions again, put yours on top, and send them with the new ETag.",
        headers={"ETag": _tag(job)},
    )
