"""Headers that tell a browser what it may do with an answer: next to nothing."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from dropcut.api.guards.asgi import with_headers

_DATA: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'{direct}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}
_A_YEAR: Final = "max-age=31536000"


class Headed:
    """Puts them on every answer, where a route has not said something stricter itself.

    Pages may load scripts and styles from here alone, none of them inline, and talk to here, and to `direct`: the stores
    that browsers send files to by themselves.
    """

    def __init__(self, app: ASGIApp, *, secure: bool, direct: tuple[str, ...]) -> None:
        self._app = app
        self._secure = secure
        self._page = _PAGE.format(direct="".join(f" {origin}" for origin in direct))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        await self._app(scope, receive, with_headers(send, self._put) if scope["type"] == "http" else send)

    def _put(self, headers: MutableHeaders, _status: int) -> None:
        is_page = headers.get("content-type", "").startswith("text/html")
        headers.setdefault("Content-Security-Policy", self._page if is_page else _DATA)
        headers.setdefault("Cache-Control", "no-store")
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        if self._secure:
            headers["Strict-Transport-Security"] = _A_YEAR
