"""Requests for another host, and requests that another site's page makes a browser send, go no further.

A home that trusts whoever sits at its machine rests on this: a page from elsewhere can neither read it under a name of its
own (DNS rebinding) nor change anything in it (CSRF).
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from dropcut.api.guards.asgi import SAFE, header
from dropcut.api.problems import Kind, Refused

ANY = "*"


class OwnSite:
    """`hosts` are the names that this is asked for by; `origins` are other sites that may ask."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], origins: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises Refused."""
        if scope["type"] == "http":
            host = self._host(scope)
            if scope["method"] not in SAFE and not self._may_change(scope, host):
                raise Refused(
                    Kind.NOT_ALLOWED, "Another site's page asks for this.", "Ask from Dropcut's own pages, or from no page."
                )
        await self._app(scope, receive, send)

    def _host(self, scope: Scope) -> str:
        host = (header(scope, "host") or "").lower()
        if not host or (ANY not in self._hosts and host not in self._hosts):
            raise Refused(Kind.STRANGE_HOST, "Dropcut is not known under this name.", "Ask for it by its own address.")
        return host

    def _may_change(self, scope: Scope, host: str) -> bool:
        origin = header(scope, "origin")
        if origin is not None:
            return origin in self._origins or origin.lower() in {f"http://{host}", f"https://{host}"}
        if any(name == b"origin" for name, _ in scope["headers"]):
            return False
        return header(scope, "sec-fetch-site") in {None, "same-origin", "none"}
