"""How pages are answered: with a tag, and in sentences when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute

from dropcut.api.conditions import not_changed
from dropcut.api.guards.asgi import CALLER
from dropcut.api.pages.frame import framed
from dropcut.api.problems import Kind, Refused, refusal_of
from dropcut.domain.errors import DropcutError
from dropcut.domain.values import digest
from dropcut.editing.report.markup import element

SIGN_IN: Final = "/sign-in"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Paged(APIRoute):
    """A route whose refusals are pages: what is wrong, and what to do about it."""

    def get_route_handler(self) -> Handler:
        """The handler, wrapped."""
        plain = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await plain(request)
            except RequestValidationError:
                return _told(request, Refused(Kind.NOT_FOUND, "There is no such page.", "The list of jobs has all there is."))
            except DropcutError as error:
                return _told(request, refusal_of(error))

        return handler


def answered(request: Request, page: str) -> Response:
    """A page; without its text when whoever asks has it already."""
    tag = f'W/"{digest(page)[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if not_changed(request, tag):
        # A browser takes over what a 304 says in its headers: without the type it would be given the policy of data.
        return Response(status_code=304, headers=headers, media_type="text/html")
    return HTMLResponse(page, headers=headers)


def _told(request: Request, refusal: Refused) -> Response:
    if refusal.kind is Kind.NOT_SIGNED_IN:
        return RedirectResponse(f"{SIGN_IN}?next={quote(_asked(request), safe='')}", status_code=303)
    page = framed(
        refusal.kind.title,
        element(
            "section",
            element("h1", refusal.kind.title),
            element("p", refusal.message, class_="sentence", dir="auto"),
            element("p", refusal.hint, class_="quiet", dir="auto") if refusal.hint else None,
            element("p", element("a", "Go to the list of jobs", class_="button", href="/")),
            class_="alone",
        ),
        caller=request.scope.get(CALLER),
        script="plain.js",
    )
    return HTMLResponse(page, status_code=refusal.kind.status, headers={"Cache-Control": "no-store"})


def _asked(request: Request) -> str:
    """Where somebody was going, as it stood in the address."""
    path: bytes = request.scope.get("raw_path") or b"/"
    query: bytes = request.scope["query_string"]
    return (path + b"?" + query if query else path).decode("latin-1")
