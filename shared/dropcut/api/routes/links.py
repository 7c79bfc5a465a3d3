"""Links that whoever has them may follow for a few minutes: to hand a file to a player, or to somebody else."""

from __future__ import annotations

from typing import Annotated, Final

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Request, Response, status
from pydantic import Field

from dropcut.api.access.links import LONGEST_S, Linked, Links
from dropcut.api.access.needs import Job
from dropcut.api.asked import Asked
from dropcut.api.ranges import Sent, sent
from dropcut.api.routes.files import SENT, clip_of, delivery_of
from dropcut.api.routes.jobs import Viewer
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Value

router: Final = APIRouter(route_class=Once, tags=["files"], responses=HIDDEN)
InPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,100}$", description="As it was given.")]


class NewLink(Asked):
    """A file that is to be linked to."""

    file: Annotated[str, Field(min_length=1, max_length=1024, examples=["cut.mp4"])]
    clip: bool = False
    """Whether it is one of the user's own files, and not a delivered one."""
    seconds: Annotated[int, Field(ge=1, le=LONGEST_S)] = LONGEST_S
    """For how long; fifteen minutes at most."""


class Link(Value):
    """A link."""

    href: str = Field(examples=["/v1/links/eyJ.x1"])
    until: Instant


@router.post("/v1/jobs/{owner}/{name}/links", status_code=status.HTTP_201_CREATED, responses=CONFLICT)
def create_link(job: Job, new: NewLink, _caller: Viewer, parts: TheParts) -> Link:
    """Make a link to one file that needs no sign-in."""
    _found(parts, job, new.file, clip=new.clip)
    until = Instant(parts.home.clock.now() + new.seconds * 1000)
    written = Links(parts.keys, parts.home.clock).written(Linked(job=str(job), file=new.file, clip=new.clip, until=until))
    return Link(href=f"/v1/links/{written}", until=until)


@router.get("/v1/links/{link}", response_class=Response, responses=SENT)
async def follow_link(link: InPath, parts: TheParts, request: Request) -> Response:
    """The file: whole, or a part of it. 404 once the link is over."""
    linked = await run_sync(Links(parts.keys, parts.home.clock).read, link)
    job = JobId.parse(linked.job)
    return await sent(request, await run_sync(lambda: _found(parts, job, linked.file, clip=linked.clip)))


def _found(parts: TheParts, job: JobId, file: str, *, clip: bool) -> Sent:
    return clip_of(parts.home, job, file) if clip else delivery_of(parts.home, job, file)
