"""Conditional requests: answers that say which state they tell, and are not sent to whoever has that state already."""

from __future__ import annotations

from hashlib import sha256
from typing import TypeVar, cast

from fastapi import Request, Response
from pydantic import BaseModel

from dropcut.api.guards.asgi import SAFE

_NOT_MODIFIED = 304
M = TypeVar("M", bound=BaseModel)


def tagged(request: Request, value: M, state: str | None = None) -> M:
    """The answer with a weak tag: of its state, where that is said, else of its bytes."""
    return exactly(request, value, f'W/"{_digest(value.model_dump_json(by_alias=True) if state is None else state)}"')


def exactly(request: Request, value: M, tag: str) -> M:
    """The answer with this tag; without a body when whoever asks for it has it already.

    It is a response, which FastAPI passes on; to a route it stands for the value.
    """
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.method in SAFE and not_changed(request, tag):
        return cast("M", Response(status_code=_NOT_MODIFIED, headers=headers))
    body = value.model_dump_json(by_alias=True)
    return cast("M", Response(body, media_type="application/json", headers=headers))


def not_changed(request: Request, tag: str) -> bool:
    """Whether the asker has what has this tag."""
    return named(request.headers.get("If-None-Match"), tag)


def named(header: str | None, tag: str) -> bool:
    """Whether a list of tags names this one, weak or strong."""
    if header is None:
        return False
    if header.strip() == "*":
        return True
    return _plain(tag) in {_plain(each) for each in header.split(",")}


def _plain(tag: str) -> str:
    return tag.strip().removeprefix("W/")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
