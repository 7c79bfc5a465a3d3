"""Sending files, piece by piece: whoever was cut off asks how far it is, and goes on there."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Annotated, Final

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Path, Request, Response, status
from pydantic import Field

from dropcut.api.access.needs import Job
from dropcut.api.asked import Asked
from dropcut.api.parts import Parts
from dropcut.api.problems import Kind, Refused, documented
from dropcut.api.routes.jobs import Editor
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.api.views import UploadView, upload_view
from dropcut.domain.errors import NotFound
from dropcut.domain.names import JobId
from dropcut.domain.values import Count, Sha256
from dropcut.engine.jobs import submit
from dropcut.engine.observe import observe
from dropcut.engine.priorities import PERSON
from dropcut.ports.uploads import Adding, Sending

router: Final = APIRouter(route_class=Once, tags=["uploads"], responses=HIDDEN)
_DIGEST: Final = "sha-256=:"
UploadId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,64}$", description="As the upload's own `href` says.")]
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, description="Where in the file this piece begins.")]
ContentDigest = Annotated[
    str | None,
    Header(
        alias="Content-Digest",
        max_length=200,
        description="`sha-256=:BASE64:` of this piece (RFC 9530): a piece that differs is thrown away.",
    ),
]


class NewUpload(Asked):
    """A file that is to be sent."""

    path: Annotated[str, Field(min_length=1, max_length=1024, examples=["take1.mp4"])]
    """Where in the drop."""
    size: Annotated[Count, Field(examples=[73400320])]
    sha256: Annotated[Sha256 | None, Field(pattern=r"^[0-9a-f]{64}$")] = None
    """Of the whole file, if you know it: a file that differs never becomes part of the drop."""
    replace: bool = False
    """Whether it may take the place of another file of that path."""


@router.post("/v1/drops/{owner}/{name}/uploads", status_code=status.HTTP_201_CREATED, responses=CONFLICT)
def create_upload(
    drop: Job, new: NewUpload, _caller: Editor, parts: TheParts, request: Request, response: Response
) -> UploadView:
    """Begin to send a file, or go on: the same words give the same upload, and how far it is.

    The bytes go to `href` piece by piece with PATCH, or all of them to `direct` where that is said.
    """
    sending = Sending(**new.model_dump(), origin=request.headers.get("Origin", ""))
    upload = parts.uploads.begin(drop, sending)
    if not new.size and not upload.done and not upload.direct:
        with parts.uploads.adding(drop, upload.id, 0):
            pass
        upload = parts.uploads.upload(drop, upload.id)
    view = upload_view(upload)
    response.headers["Location"] = view.href
    return view


@router.get("/v1/drops/{owner}/{name}/uploads/{upload}")
def get_upload(drop: Job, upload: UploadId, _caller: Editor, parts: TheParts) -> UploadView:
    """How far it is."""
    return upload_view(parts.uploads.upload(drop, upload))


@router.patch(
    "/v1/drops/{owner}/{name}/uploads/{upload}",
    responses={**CONFLICT, **documented(Kind.WRONG_TYPE)},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def send_piece(  # noqa: PLR0913, PLR0917 - one for each header
    drop: Job,
    upload: UploadId,
    _caller: Editor,
    parts: TheParts,
    request: Request,
    offset: Offset,
    content_digest: ContentDigest = None,
) -> UploadView:
    """Send the next piece, of at most 16 MiB. With the last one the file is part of the drop."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/octet-stream":
        raise Refused(Kind.WRONG_TYPE, "A piece of a file is application/octet-stream.", "Say so in Content-Type.")
    wanted = _digest_said(content_digest)
    adding = parts.uploads.adding(drop, upload, offset)
    await _added(request, adding, wanted)
    now = await run_sync(parts.uploads.upload, drop, upload)
    request.state.unremarkable = not now.done
    if now.done:
        await run_sync(_seen, parts, drop)
    return upload_view(now)


@router.delete("/v1/drops/{owner}/{name}/uploads/{upload}", status_code=status.HTTP_204_NO_CONTENT)
def abandon_upload(drop: Job, upload: UploadId, _caller: Editor, parts: TheParts) -> Response:
    """Throw away what arrived. A file that is part of the drop already stays there."""
    parts.uploads.abandon(drop, upload)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


async def _added(request: Request, adding: AbstractContextManager[Adding], wanted: bytes | None) -> None:
    """All of the body, or nothing of it."""
    whole, piece = sha256(), await run_sync(adding.__enter__)
    try:
        async for data in request.stream():
            if data:
                whole.update(data)
                await run_sync(piece.write, data)
        if wanted is not None and whole.digest() != wanted:
            raise Refused(Kind.INVALID, "The piece did not arrive as it was sent.", "Send it again.")  # noqa: TRY301 - it ends the piece
    except BaseException as error:
        if not await run_sync(adding.__exit__, type(error), error, error.__traceback__):
            raise
    else:
        await run_sync(adding.__exit__, None, None, None)


def _seen(parts: Parts, drop: JobId) -> None:
    """The job sees the file at once, and begins where nobody began it."""
    try:
        observe(parts.home, drop)
    except NotFound:
        submit(parts.home, drop, parts.quiet, priority=PERSON)


def _digest_said(header: str | None) -> bytes | None:
    if header is None:
        return None
    try:
        if header.startswith(_DIGEST) and header.endswith(":"):
            return b64decode(header[len(_DIGEST) : -1], validate=True)
    except NotBase64:
        pass
    raise Refused(Kind.INVALID, "Content-Digest is not `sha-256=:BASE64:`.", "Leave it out, or write it as RFC 9530 does.")
