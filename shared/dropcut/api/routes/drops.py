"""Drops: what their users put into them, and files on their way there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Final

from fastapi import APIRouter, Request, Response, status
from pydantic import Field

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Job, SignedIn, check
from dropcut.api.asked import Asked
from dropcut.api.problems import Kind, Refused
from dropcut.api.routes.jobs import OfOwner, Viewer
from dropcut.api.routes.once import Once
from dropcut.api.routes.paging import ThePage
from dropcut.api.routes.parted import TheHome, TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.api.views import DropPage, DropView, JobView, drop_view, job_view, place_of
from dropcut.domain.access import Role
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.settings import Options
from dropcut.domain.unfinished import name_when_whole
from dropcut.engine.home import Home
from dropcut.engine.jobs import submit
from dropcut.engine.priorities import PERSON

router: Final = APIRouter(route_class=Once, tags=["drops"], responses=HIDDEN)


class NewDrop(Asked):
    """A drop that is to be."""

    owner: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,62}$", examples=["ann"])]
    name: Annotated[str, Field(min_length=1, max_length=200, examples=["holiday"])]
    options: Options = Options()
    """What stands above the drop's own settings."""


@router.get("/v1/drops")
def list_drops(caller: SignedIn, home: TheHome, page: ThePage, owner: OfOwner = "") -> DropPage:
    """The drops that lie in the inbox and that you may see, in the order of their ids."""
    found = list(islice((str(drop) for drop in _seen(caller, home, owner) if str(drop) > page.after), page.limit + 1))
    return DropPage(drops=tuple(found[: page.limit]), next=found[page.limit - 1] if len(found) > page.limit else "")


@router.post("/v1/drops", status_code=status.HTTP_201_CREATED, responses=CONFLICT)
def create_drop(new: NewDrop, caller: SignedIn, parts: TheParts, request: Request, response: Response) -> JobView:
    """Begin a drop. Its job waits for footage: send files, or put them into its folder.

    Said again, it changes the options: other ones make a new revision.
    """
    request.state.owner, request.state.about = new.owner, new.name
    check(caller, Owner(new.owner), Role.EDITOR)
    drop = _named(new)
    if parts.face.one_owner not in {None, drop.owner}:
        raise Refused(Kind.INVALID, f"All drops of this home are {parts.face.one_owner}'s.", "Name that owner.")
    job = submit(parts.home, drop, parts.quiet, new.options, PERSON)
    response.headers["Location"] = place_of(drop)
    return job_view(parts.home, job)


@router.get("/v1/drops/{owner}/{name}")
def get_drop(drop: Job, _caller: Viewer, parts: TheParts) -> DropView:
    """The user's files in a drop, and those on their way. A drop that nobody began is empty."""
    listed = tuple(file for file in parts.home.folder.files(drop) if name_when_whole(file.path) is None)
    return drop_view(drop, listed, parts.uploads.open(drop))


def _named(new: NewDrop) -> JobId:
    try:
        return JobId.parse(f"{new.owner}/{new.name}")
    except Permanent as error:
        raise Refused(Kind.INVALID, error.message, error.hint) from error


def _seen(caller: Caller, home: Home, owner: str) -> Iterator[JobId]:
    every = (drop for drop in home.folder.drops() if not owner or drop.owner == owner)
    return iter(sorted((drop for drop in every if caller.rights.role(drop.owner) is not None), key=str))
