"""Sending files: whole or in part, and not at all to whoever has them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from dropcut.api.conditions import not_changed
from dropcut.api.problems import Kind, Refused

_RANGE: Final = re.compile(r"bytes=([0-9]{0,19})-([0-9]{0,19})")
_PIECE: Final = 256 * 1024
_SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:"
"""Of files: what stands in one of them may show itself, and nothing else."""


@dataclass(frozen=True)
class Sent:
    """A file that may be asked for."""

    name: str
    size: int
    tag: str
    """Strong: the bytes are the same while it is."""
    media_type: str
    open: Callable[[], BinaryIO]
    download: bool = False


async def sent(request: Request, file: Sent) -> Response:
    """The answer. Raises Refused for a part that is not there."""
    headers = _headers(file)
    if not_changed(request, file.tag):
        return Response(status_code=304, headers=headers)
    start, end, part = _part(request, file)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    headers["Content-Length"] = str(end - start)
    status = 206 if part else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=file.media_type)
    opened = await run_sync(file.open)
    return StreamingResponse(_pieces(opened, start, end), status, headers, file.media_type)


def _headers(file: Sent) -> dict[str, str]:
    kind = "attachment" if file.download else "inline"
    plain = file.name.rpartition("/")[2]
    return {
        "ETag": file.tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(plain, safe='')}",
        "Content-Security-Policy": _SANDBOX,
    }


def _part(request: Request, file: Sent) -> tuple[int, int, bool]:
    """Which bytes: all of them where no part is asked for, or none that is understood, or of another state."""
    whole = (0, file.size, False)
    asked, if_range = request.headers.get("Range"), request.headers.get("If-Range")
    found = _RANGE.fullmatch(asked.strip()) if asked is not None else None
    if found is None or found[0] == "bytes=-" or (if_range is not None and if_range.strip() != file.tag):
        return whole
    first, last = found[1], found[2]
    if not first:
        start, end = max(0, file.size - int(last)), file.size
    else:
        start, end = int(first), min(int(last) + 1, file.size) if last else file.size
        if last and int(last) < int(first):
            return whole
    if start >= file.size or start >= end:
        raise Refused(
            Kind.NO_SUCH_RANGE, f"It has {file.size} bytes.", "Ask for some of them.",
            headers={"Content-Range": f"bytes */{file.size}"},
        )  # fmt: skip
    return start, end, True


async def _pieces(file: BinaryIO, start: int, end: int) -> AsyncIterator[bytes]:
    try:
        await run_sync(file.seek, start)
        left = end - start
        while left and (data := await run_sync(file.read, min(_PIECE, left))):
            left -= len(data)
            yield data
    finally:
        file.close()
