"""Jobs: how they stand, and what a person may have them do."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response, status

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Job, Needs, SignedIn, hidden
from dropcut.api.asked import Asked
from dropcut.api.conditions import tagged
from dropcut.api.problems import Kind, Refused
from dropcut.api.routes.once import Once
from dropcut.api.routes.paging import ThePage
from dropcut.api.routes.parted import TheHome, TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.api.views import JobPage, JobView, job_line, job_view
from dropcut.domain import jobs as records
from dropcut.domain.access import Role
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Count, Millis
from dropcut.engine import jobs
from dropcut.engine.home import Home
from dropcut.ports.ledger import Ledger

router: Final = APIRouter(route_class=Once, tags=["jobs"], responses=HIDDEN)
_NO_WAIT: Final = Millis(0)

Viewer = Annotated[Caller, Depends(Needs(Role.VIEWER))]
Editor = Annotated[Caller, Depends(Needs(Role.EDITOR))]
Operator = Annotated[Caller, Depends(Needs(Role.OPERATOR))]
States = Annotated[tuple[JobState, ...], Query(description="Only jobs in one of these states.")]
OfOwner = Annotated[str, Query(max_length=63, description="Only this owner's; all that you may see when empty.")]


class Approval(Asked):
    """What is approved."""

    revision: Count
    """The one that was looked at: another may have come since."""


@router.get("/v1/jobs")
def list_jobs(caller: SignedIn, home: TheHome, page: ThePage, owner: OfOwner = "", state: States = ()) -> JobPage:
    """The jobs that you may see, in the order of their ids."""
    found = list(islice(_seen(caller, home.ledger, owner, state, _behind(page.after)), page.limit + 1))
    further = str(found[page.limit - 1].id) if len(found) > page.limit else ""
    return JobPage(jobs=tuple(map(job_line, found[: page.limit])), next=further)


@router.get("/v1/jobs/{owner}/{name}", responses={304: {"description": "It stands as it did."}})
def get_job(job: Job, _caller: Viewer, parts: TheParts, request: Request) -> JobView:
    """How a job stands."""
    counted = changes(parts.home, job)
    view = job_view(parts.home, recorded(parts.home, job), parts.uploads.open(job))
    return tagged(request, view, f"{counted}-{view.waiting_for}")


@router.post("/v1/jobs/{owner}/{name}/cancel", responses=CONFLICT)
def cancel_job(job: Job, _caller: Operator, parts: TheParts) -> JobView:
    """Stop a job: running work ends within seconds. What was made is kept for a later retry."""
    recorded(parts.home, job)
    return job_view(parts.home, jobs.cancel(parts.home, job))


@router.post("/v1/jobs/{owner}/{name}/retry", responses=CONFLICT)
def retry_job(job: Job, _caller: Editor, parts: TheParts) -> JobView:
    """Go on after a failure or a cancel: what failed is tried again, what is done is kept."""
    recorded(parts.home, job)
    return job_view(parts.home, jobs.retry(parts.home, job))


@router.post("/v1/jobs/{owner}/{name}/approve", responses=CONFLICT)
def approve_job(job: Job, approval: Approval, _caller: Editor, parts: TheParts) -> JobView:
    """Say that a revision is as you want it. A job that was held for your word goes on."""
    recorded(parts.home, job)
    return job_view(parts.home, jobs.approve(parts.home, job, approval.revision))


@router.delete("/v1/jobs/{owner}/{name}", status_code=status.HTTP_204_NO_CONTENT, responses=CONFLICT)
def delete_job(job: Job, _caller: Operator, home: TheHome) -> Response:
    """Forget a job that has ended. The user's files and what was delivered stay where they are."""
    if recorded(home, job).state is JobState.WORKING:
        raise Refused(Kind.CONFLICT, f"The job {job} is still being worked on.", "Cancel it first.")
    jobs.forget(home, job)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


def recorded(home: Home, job: JobId) -> records.Job:
    """The record. Raises NotFound in the words that hide what may not be known."""
    try:
        return home.ledger.job(job)
    except NotFound:
        raise hidden() from None


def changes(home: Home, job: JobId) -> int:
    """How often it changed. Raises NotFound likewise."""
    try:
        return home.ledger.change(job, -1, _NO_WAIT)
    except NotFound:
        raise hidden() from None


def _behind(after: str) -> JobId | None:
    try:
        return JobId.parse(after) if after else None
    except Permanent:
        raise Refused(Kind.INVALID, "`after` is what `next` said in the page before.", "Leave it out to begin.") from None


def _seen(
    caller: Caller, ledger: Ledger, owner: str, states: tuple[JobState, ...], after: JobId | None
) -> Iterator[records.Job]:
    owners = [Owner(owner)] if owner else caller.rights.owners
    if owners is None:
        return ledger.jobs(states=set(states), after=after)
    of_each = (ledger.jobs(one, set(states), after) for one in owners if caller.rights.role(one) is not None)
    return merge(*of_each, key=lambda job: str(job.id))
