"""What guards share: headers of a request, and answers whose headers are looked at on their way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

REQUEST: Final = "dropcut.request"
"""Where a request's own name stands in its scope."""
CALLER: Final = "dropcut.caller"
"""Where whoever calls stands; None while nobody is signed in."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


def header(scope: Scope, name: str) -> str | None:
    """The one value of a header; None when it is not there, or there more than once."""
    wanted = name.lower().encode()
    found = [value for key, value in scope["headers"] if key == wanted]
    return found[0].decode("latin-1") if len(found) == 1 else None


def address(scope: Scope) -> str:
    """Where the request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def with_headers(send: Send, change: Callable[[MutableHeaders, int], None]) -> Send:
    """`send`, with the headers of the answer changed."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message), message["status"])
        await send(message)

    return sending
