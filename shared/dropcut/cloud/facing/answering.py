"""How functions-framework hands a request to the app: as an answer that is the app itself."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dropcut.cloud.facing.wiring import app

Asked = Request
_OF_THE_FRAMEWORK: Final = {"app", "router", "endpoint", "path_params", "route"}


class Answer(Response):
    """Whatever the app answers, as it answers it: streams, ranges and all."""

    def __init__(self, answering: ASGIApp) -> None:
        super().__init__()
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. What the framework read out of the path is not its concern."""
        own = {name: value for name, value in scope.items() if name not in _OF_THE_FRAMEWORK}
        await self._answering(own, receive, send)


def answered(_request: Asked) -> Answer:
    """The app's answer to whatever was asked."""
    return Answer(app())
