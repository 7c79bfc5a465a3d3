"""Jobs: how they stand, and what a person may have them do."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Job, Needs, SignedIn, hidden
from dropcut.api.asked import Asked
from dropcut.api.conditions import tagged
from dropcut.api.problems import Kind, Refused
from dropcut.api.routes.deletions import UNDER_WAY, DeletionView, KeepDelivered, deleted
from dropcut.api.routes.once import Once
from dropcut.api.routes.paging import Page, ThePage
from dropcut.api.routes.parted import TheHome, TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.api.views import JobPage, JobView, job_line, job_view
from dropcut.domain import jobs as records
from dropcut.domain.access import Role
from dropcut.domain.deleting import Whose
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


@router.get("/v1/jobs", responses={304: {"description": "They stand as they did."}})
def list_jobs(  # noqa: PLR0913, PLR0917 - one for each
    caller: SignedIn, home: TheHome, page: ThePage, request: Request, owner: OfOwner = "", state: States = ()
) -> JobPage:
    """The jobs that you may see, in the order of their ids."""
    return tagged(request, jobs_seen(caller, home, page, owner, state))


def jobs_seen(caller: Caller, home: Home, page: Page, owner: str = "", state: tuple[JobState, ...] = ()) -> JobPage:
    """Those that a caller may see."""
    found = list(islice(_seen(caller, home.ledger, owner, state, _behind(page.after)), page.limit + 1))
    further = str(found[page.limit - 1].id) if len(found) > page.limit else ""
    return JobPage(jobs=tuple(map(job_line, found[: page.limit])), next=further)


@router.get("/v1/jobs/{owner}/{name}", responses={304: {"description": "It stands as it did."}})
def get_job(job: Job, _caller: Viewer, parts: TheParts, request: Request) -> JobView:
    """How a job stands."""
    counted = changes(parts.home, job)
    view = job_view(parts.home, recorded(parts.home, job), parts.uploads.open(job))
    told = view.model_copy(update={"log_id": parts.opaque.job(job)})
    return tagged(request, told, f"{counted}-{view.waiting_for}")


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


@router.delete("/v1/jobs/{owner}/{name}", responses={**CONFLICT, **UNDER_WAY})
def delete_job(
    job: Job, caller: Operator, parts: TheParts, response: Response, *, keep_delivered: KeepDelivered = False
) -> DeletionView:
    """Delete a job and all that was made of it, and prove it. Work under way is stopped. The user's own files stay.

    What other jobs of the owner need stays, too. The drop is not begun again by itself until its files change.
    """
    recorded(parts.home, job)
    return deleted(parts, Whose(owner=job.owner, drop=job.name, delivered=not keep_delivered), caller, response)


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
