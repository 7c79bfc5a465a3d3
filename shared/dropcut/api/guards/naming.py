"""Every request has a name, is counted and logged; whatever goes wrong is told as a problem document."""

from __future__ import annotations

import re
from time import monotonic
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from dropcut.api.guards.asgi import CALLER, REQUEST, header, with_headers
from dropcut.api.metrics import Metrics
from dropcut.api.problems import Kind, Refused, refusal_of
from dropcut.domain.errors import DropcutError

log = structlog.get_logger(__name__)

_LEFT: Final = 499
"""Nobody waits for the answer any more."""
_NAME: Final = "X-Request-Id"
_OURS: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


class Named:
    """The outermost guard but for headers."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = header(scope, _NAME) or ""
        scope[REQUEST] = told if _OURS.fullmatch(told) else uuid4().hex
        await self._named(scope, receive, send)

    async def _named(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = monotonic(), 0

        def note(headers: MutableHeaders, code: int) -> None:
            nonlocal status
            status = code
            headers[_NAME] = scope[REQUEST]

        sending = with_headers(send, note)
        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            status = _LEFT
        except Exception as error:
            if status:
                log.warning("an answer broke off", request=scope[REQUEST], why=repr(error))
                raise
            await _refusal(error, scope).response(scope[REQUEST])(scope, receive, sending)
        finally:
            took = monotonic() - began
            self._metrics.request(scope["method"], _route(scope), status, took)
            caller = scope.get(CALLER)
            log.info(
                "request",
                request=scope[REQUEST],
                method=scope["method"],
                route=_route(scope),
                status=status,
                ms=round(took * 1000),
                person=caller.person if caller else "",
            )


def _refusal(error: Exception, scope: Scope) -> Refused:
    if isinstance(error, DropcutError):
        return refusal_of(error)
    log.error("a mistake", request=scope[REQUEST], exc_info=error)
    return Refused(Kind.MISTAKE, "Dropcut made a mistake of its own.", "Its log tells more, under the name of this request.")


def _route(scope: Scope) -> str:
    """The route's pattern: never what somebody typed, so that there are no more of these than routes."""
    return getattr(scope.get("route"), "path", "") or "none"
