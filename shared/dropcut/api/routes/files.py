"""What was delivered, and the user's own clips, for playing and downloading."""

from __future__ import annotations

from functools import partial
from mimetypes import guess_type
from typing import Annotated, Any, Final
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Request, Response

from dropcut.api.access.needs import Job, hidden
from dropcut.api.problems import Kind, documented
from dropcut.api.ranges import Sent, sent
from dropcut.api.routes.jobs import Viewer, recorded
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheHome
from dropcut.api.routes.refusals import HIDDEN
from dropcut.api.views import Delivered, Deliveries, place_of
from dropcut.domain.blobs import Blob
from dropcut.domain.names import JobId
from dropcut.domain.values import digest
from dropcut.engine.home import Home

router: Final = APIRouter(route_class=Once, tags=["files"], responses=HIDDEN)
_BINARY: Final = "application/octet-stream"
_OWN_TYPES: Final = {
    "srt": "application/x-subrip", "vtt": "text/vtt", "md": "text/markdown", "otio": "application/json",
    "fcpxml": "application/xml", "edl": "text/plain", "mkv": "video/x-matroska", "mov": "video/quicktime",
}  # fmt: skip
_BYTES: Final = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
SENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The whole file.", **_BYTES},
    206: {"description": "The part that was asked for with Range.", **_BYTES},
    304: {"description": "You have it: If-None-Match named it."},
    **documented(Kind.NO_SUCH_RANGE, Kind.GONE),
}
FileName = Annotated[str, Path(max_length=600, description="As the list of files says.", examples=["cut.mp4"])]
Download = Annotated[bool, Query(description="Whether a browser is to save it rather than show it.")]


@router.get("/v1/jobs/{owner}/{name}/files")
def list_files(job: Job, _caller: Viewer, home: TheHome) -> Deliveries:
    """What stands delivered."""
    recorded(home, job)
    standing = home.folder.delivery(job)
    if standing is None:
        return Deliveries(revision=0, files=())
    files = (_delivered(job, name, blob) for name, blob in sorted(standing.files.items()))
    return Deliveries(revision=standing.revision, files=tuple(files))


@router.get("/v1/jobs/{owner}/{name}/files/{file:path}", response_class=Response, responses=SENT)
async def get_file(
    job: Job, file: FileName, _caller: Viewer, home: TheHome, request: Request, *, download: Download = False
) -> Response:
    """One delivered file: whole, or a part (Range), or nothing where you have it (If-None-Match)."""
    return await sent(request, await run_sync(partial(delivery_of, download=download), home, job, file))


@router.head("/v1/jobs/{owner}/{name}/files/{file:path}", response_class=Response, responses=SENT)
async def head_file(job: Job, file: FileName, _caller: Viewer, home: TheHome, request: Request) -> Response:
    """What is told of a delivered file before its bytes."""
    return await sent(request, await run_sync(delivery_of, home, job, file))


@router.get("/v1/jobs/{owner}/{name}/clips/{file:path}", response_class=Response, responses=SENT)
async def get_clip(job: Job, file: FileName, _caller: Viewer, home: TheHome, request: Request) -> Response:
    """One of the user's own files, as the job saw it: 410 where it was changed or removed since."""
    return await sent(request, await run_sync(clip_of, home, job, file))


@router.head("/v1/jobs/{owner}/{name}/clips/{file:path}", response_class=Response, responses=SENT)
async def head_clip(job: Job, file: FileName, _caller: Viewer, home: TheHome, request: Request) -> Response:
    """What is told of a user's file before its bytes."""
    return await sent(request, await run_sync(clip_of, home, job, file))


def media_type_of(name: str) -> str:
    """What a file is, by its name."""
    ending = name.rpartition(".")[2].lower()
    return _OWN_TYPES.get(ending) or guess_type(name, strict=True)[0] or _BINARY


def _delivered(job: JobId, name: str, blob: Blob) -> Delivered:
    href = f"{place_of(job)}/files/{quote(name)}"
    return Delivered(name=name, size=blob.size, sha256=blob.sha256, media_type=media_type_of(name), href=href)


def delivery_of(home: Home, job: JobId, name: str, *, download: bool = False) -> Sent:
    """One delivered file. Raises NotFound."""
    recorded(home, job)
    standing = home.folder.delivery(job)
    blob = standing.files.get(name) if standing else None
    if blob is None:
        raise hidden()
    return Sent(name, blob.size, f'"{blob.sha256}"', media_type_of(name), lambda: home.blobs.open(blob.path), download)


def clip_of(home: Home, job: JobId, path: str) -> Sent:
    """One of the user's own files. Raises NotFound; Gone once it is read."""
    found = next((file for file in recorded(home, job).files if file.path == path), None)
    if found is None:
        raise hidden()
    tag = f'"{digest(found)[:32]}"'
    return Sent(path, found.size, tag, media_type_of(path), lambda: home.folder.open(job, found))
