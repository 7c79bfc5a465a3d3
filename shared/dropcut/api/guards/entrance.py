"""Who calls is found out before a route is looked for."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from dropcut.api.access.callers import Caller, Shown
from dropcut.api.access.cookies import access_name
from dropcut.api.guards.asgi import CALLER, SAFE, address, header
from dropcut.api.parts import Gate
from dropcut.api.problems import Kind, Refused

_BEARER = "bearer "
_OPEN = ("/health", "/ready")


class Entrance:
    """Asks the gate. Credentials that do not hold end the request, wherever it goes."""

    def __init__(self, app: ASGIApp, *, gate: Gate, secure: bool) -> None:
        self._app = app
        self._cookie = access_name(secure=secure)
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises Refused."""
        if scope["type"] == "http" and scope["path"] not in _OPEN:
            shown = _shown(scope, self._cookie)
            asks = self._gate.asks_a_store
            caller = await run_sync(self._caller, scope, shown) if asks else self._caller(scope, shown)
            if caller is not None and caller.way == "cookie" and not _from_our_page(scope):
                raise Refused(Kind.NOT_ALLOWED, "A browser does not say which page asks for this.", "Send a bearer token.")
            scope[CALLER] = caller
        await self._app(scope, receive, send)

    def _caller(self, scope: Scope, shown: Shown) -> Caller | None:
        """On pages, whoever shows a cookie that holds no more is nobody: they are shown where to sign in."""
        try:
            return self._gate.caller(shown)
        except Refused as refusal:
            is_page = scope["method"] in SAFE and not scope["path"].startswith("/v1/")
            if is_page and shown.bearer is None and refusal.kind is Kind.NOT_SIGNED_IN:
                return None
            raise


def _shown(scope: Scope, cookie: str) -> Shown:
    authorization = header(scope, "authorization")
    if authorization is not None and not authorization.lower().startswith(_BEARER):
        raise Refused(Kind.NOT_SIGNED_IN, "Only bearer tokens are taken.", headers={"WWW-Authenticate": "Bearer"})
    bearer = authorization[len(_BEARER) :].strip() if authorization is not None else None
    cookies = cookie_parser(header(scope, "cookie") or "")
    return Shown(bearer=bearer, cookie=cookies.get(cookie), address=address(scope))


def _from_our_page(scope: Scope) -> bool:
    """What changes something by a cookie alone must come from a page of ours; `OwnSite` has looked at which it is."""
    told = header(scope, "origin") is not None or header(scope, "sec-fetch-site") == "same-origin"
    return told or scope["method"] in SAFE
