"""Routes that change something: who did what is written down, and what is said twice with one key is done once."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi import Request, Response
from fastapi.routing import APIRoute

from dropcut.api.access.audit import Done, note
from dropcut.api.access.callers import Caller
from dropcut.api.guards.asgi import CALLER, REQUEST, SAFE, address
from dropcut.api.parts import Parts
from dropcut.api.problems import Kind, Refused, refusal_of
from dropcut.domain.errors import Conflict, DropcutError
from dropcut.domain.names import Owner
from dropcut.domain.retention import millis
from dropcut.domain.values import Instant, Value
from dropcut.ports.records import Record

KEY: Final = "Idempotency-Key"
_AGAIN: Final = "said_again"
"""A route puts here, in the request's state, what is answered the second time, where the first answer must not be kept."""
_DRAWER: Final = "asked"
_DAY_MS: Final = 24 * 3600 * 1000
_AT_WORK_MS: Final = 60_000
_LONGEST_KEY: Final = 200
_KEPT_HEADERS: Final = ("content-type", "location", "etag")
_GOOD: Final = 300

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Answered(Value):
    """What was asked under a key, and answered; `status` is 0 while it is being worked on."""

    asked: str
    status: int = 0
    headers: dict[str, str] = {}  # noqa: RUF012 - pydantic copies it
    body: str = ""


class Once(APIRoute):
    """A route of FastAPI's that keeps both promises."""

    def get_route_handler(self) -> Handler:
        """The handler, wrapped."""
        plain = super().get_route_handler()

        async def handler(request: Request) -> Response:
            if request.method in SAFE:
                return await plain(request)
            try:
                response = await self._once(request, plain)
            except DropcutError as error:
                await self._noted(request, refusal_of(error).kind.status)
                raise
            await self._noted(request, response.status_code)
            return response

        return handler

    async def _once(self, request: Request, plain: Handler) -> Response:
        key, caller = request.headers.get(KEY), request.scope.get(CALLER)
        if request.method != "POST" or key is None or caller is None:
            return await plain(request)
        if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
            raise Refused(Kind.BAD_REQUEST, f"{KEY} is text of at most {_LONGEST_KEY} plain characters.", "A UUID will do.")
        return await self._answered(request, plain, f"{_digest(caller.person)}/{_digest(key)}")

    async def _answered(self, request: Request, plain: Handler, name: str) -> Response:
        parts: Parts = request.app.state.parts
        asked = _digest(f"{request.method} {request.url.path}\n", await request.body())
        begun = await run_sync(_begin, parts, name, asked)
        if isinstance(begun, Response):
            return begun
        try:
            response = await plain(request)
        except BaseException:
            await run_sync(parts.records.drop, _DRAWER, name)
            raise
        await run_sync(_end, parts, begun, asked, response, getattr(request.state, _AGAIN, bytes(response.body)))
        return response

    async def _noted(self, request: Request, status: int) -> None:
        """Pieces of files are not noted one by one: the last is, when the file is whole."""
        caller: Caller | None = request.scope.get(CALLER)
        owner = request.path_params.get("owner") or getattr(request.state, "owner", "")
        if caller is None or not owner or caller.rights.role(owner) is None or getattr(request.state, "unremarkable", False):
            return
        done = Done(
            person=caller.person,
            did=self.name,
            owner=Owner(owner),
            about=str(request.path_params.get("name") or getattr(request.state, "about", "")),
            status=status,
            request=request.scope[REQUEST],
            address=address(request.scope),
        )
        parts: Parts = request.app.state.parts
        await run_sync(note, parts.records, parts.opaque, done, millis(parts.retention.audit))


def _begin(parts: Parts, name: str, asked: str) -> Record | Response:
    """The record that this call may work under, or what was answered before. Raises Refused."""
    records = parts.records
    try:
        return records.keep(_DRAWER, name, Answered(asked=asked).model_dump_json(), 0, _until(parts, _AT_WORK_MS))
    except Conflict:
        there = records.record(_DRAWER, name)
    known = Answered.model_validate_json(there.text) if there else None
    if known is None or (known.asked == asked and not known.status):
        raise Refused(Kind.CONFLICT, "The same is being done at this moment.", "Ask again.", headers={"Retry-After": "1"})
    if known.asked != asked:
        raise Refused(Kind.INVALID, f"This {KEY} was sent with another request.", "Use a new key for a new request.")
    again = {**known.headers, "Idempotency-Replayed": "true"}
    return Response(b64decode(known.body), status_code=known.status, headers=again)


def _end(parts: Parts, begun: Record, asked: str, response: Response, again: bytes) -> None:
    """Keep the answer for a day, when it is a good one: as it is to be said `again`."""
    if response.status_code >= _GOOD:
        parts.records.drop(_DRAWER, begun.name)
        return
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    body = b64encode(again).decode()
    known = Answered(asked=asked, status=response.status_code, headers=headers, body=body)
    parts.records.keep(_DRAWER, begun.name, known.model_dump_json(), begun.version, _until(parts, _DAY_MS))


def _until(parts: Parts, span: int) -> Instant:
    return Instant(parts.records.now() + span)


def _digest(text: str, body: bytes = b"") -> str:
    return sha256(text.encode("utf-8", "surrogatepass") + body).hexdigest()[:32]
