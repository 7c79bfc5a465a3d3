"""Bodies: how large, and how slowly, they may come."""

from __future__ import annotations

import asyncio
import json
import re
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dropcut.api.guards.asgi import header
from dropcut.api.problems import Kind, Refused

LARGEST_BODY: Final = 1024**2
LARGEST_PIECE: Final = 16 * 1024**2
"""Of a file on its way: whoever has more sends more pieces."""
_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_BETWEEN_S: Final = 20.0
_WHOLE_S: Final = 30.0
_PIECE_S: Final = 300.0


class Bounded:
    """Reads small bodies whole before anybody works on them. Pieces of files flow through, counted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises Refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "PATCH":
            _check_length(scope, LARGEST_PIECE)
            await self._app(scope, _Flowing(receive), send)
        else:
            _check_length(scope, LARGEST_BODY)
            read = await _read(receive)
            _check_text(read)
            await self._app(scope, _again(read, receive), send)


class _Flowing:
    """`receive`, counted and timed."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._end = monotonic() + _PIECE_S
        self._size = 0
        self._over = False

    async def __call__(self) -> Message:
        if self._over:
            return await self._receive()
        message = await _in_time(self._receive, self._end)
        self._size += len(message.get("body", b""))
        if self._size > LARGEST_PIECE:
            raise _too_large(LARGEST_PIECE)
        self._over = not message.get("more_body", False)
        return message


async def _read(receive: Receive) -> Message:
    end, body, more = monotonic() + _WHOLE_S, bytearray(), True
    while more:
        message = await _in_time(receive, end)
        if message["type"] == "http.disconnect":
            return message
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise _too_large(LARGEST_BODY)
        more = message.get("more_body", False)
    return {"type": "http.request", "body": bytes(body), "more_body": False}


def _check_text(message: Message) -> None:
    """JSON can say half a character (a lone surrogate), which no store takes. Raises Refused."""
    body = message.get("body", b"")
    if not _HALF.search(body):
        return
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Refused(Kind.INVALID, "The body holds half a character.", "Send whole ones: an emoji is one, not two.") from None
    except (ValueError, RecursionError):  # no JSON at all: whoever reads it says so
        return


def _again(message: Message, receive: Receive) -> Receive:
    """A `receive` that gives this message first."""
    left = [message]

    async def received() -> Message:
        return left.pop() if left else await receive()

    return received


async def _in_time(receive: Receive, end: float) -> Message:
    try:
        return await asyncio.wait_for(receive(), max(0.0, min(_BETWEEN_S, end - monotonic())))
    except TimeoutError:
        raise Refused(
            Kind.TOO_SLOW, "The request's body came too slowly.", "Send it again.", headers={"Connection": "close"}
        ) from None


def _check_length(scope: Scope, largest: int) -> None:
    told = header(scope, "content-length")
    if told is not None and (not told.isdecimal() or int(told) > largest):
        raise _too_large(largest)


def _too_large(largest: int) -> Refused:
    return Refused(
        Kind.TOO_LARGE, f"The body is larger than {largest} bytes.", "Send less at once.", headers={"Connection": "close"}
    )
