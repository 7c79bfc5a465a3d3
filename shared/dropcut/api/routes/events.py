"""Following a job: server-sent events, which a browser takes up again by itself (docs/decisions/0060)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from time import monotonic
from typing import Annotated, Final

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Request
from fastapi.responses import StreamingResponse

from dropcut.api.access.needs import Job
from dropcut.api.hub import Hub, Told
from dropcut.api.problems import Documented
from dropcut.api.routes.jobs import Viewer, changes
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheHome
from dropcut.api.routes.refusals import HIDDEN
from dropcut.domain.names import JobId

router: Final = APIRouter(route_class=Once, tags=["jobs"], responses=HIDDEN)
LONGEST_S: Final = 600.0
"""A stream ends then: whoever goes on shows who they are again."""
_HEARTBEAT_S: Final = 15.0
_EXAMPLE: Final = 'id: 42\nevent: job\ndata: {"id": "ann/holiday", "state": "working", "permille": 420}\n\n'
_STREAM: Final[Documented] = {
    200: {
        "description": "Each event is the job as it then stands.",
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EXAMPLE}},
    }
}
LastEventId = Annotated[
    str, Header(alias="Last-Event-ID", max_length=40, description="The id of the last event that was seen.", examples=["42"])
]


@router.get("/v1/jobs/{owner}/{name}/events", response_class=StreamingResponse, responses=_STREAM)
async def follow_job(
    job: Job, _caller: Viewer, home: TheHome, request: Request, last_event_id: LastEventId = ""
) -> StreamingResponse:
    """Follow a job: an event at once, unless you have seen it, and one at each change; the newest where you are slow.

    `event: job` carries the job, `event: gone` says that it was deleted. After some minutes the stream ends: come back
    with `Last-Event-ID`, as a browser's EventSource does by itself.
    """
    hub: Hub = request.app.state.hub
    hub.check()
    await run_sync(changes, home, job)
    seen = int(last_event_id) if last_event_id.isascii() and last_event_id.isdecimal() else None
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    events = _events(hub, job, seen)
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def _events(hub: Hub, job: JobId, seen: int | None) -> AsyncIterator[str]:
    end = monotonic() + LONGEST_S
    async with hub.following(job, seen) as follower:
        yield "retry: 2000\n\n"
        while not follower.closed and monotonic() < end:
            told = await follower.next(min(_HEARTBEAT_S, end - monotonic()))
            yield ":\n\n" if told is None else _said(told)
            if told is not None and told.view is None:
                return


def _said(told: Told) -> str:
    if told.view is None:
        return f"event: gone\ndata: {told.text}\n\n"
    return f"id: {told.number}\nevent: job\ndata: {told.text}\n\n"
