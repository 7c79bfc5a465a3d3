"""Problem documents (RFC 9457): how every refusal is told."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from typing import Any, Final

from pydantic import Field
from starlette.responses import Response

from dropcut.domain.errors import (
    AlreadyThere,
    Conflict,
    DropcutError,
    Gone,
    LostBlob,
    NotFound,
    Permanent,
    Stopped,
)
from dropcut.domain.values import Value

MEDIA_TYPE: Final = "application/problem+json"
_SOON: Final = {"Retry-After": "2"}


class Kind(Enum):
    """What can be wrong with a request: a status, and a name that never changes."""

    BAD_REQUEST = (400, "bad-request", "The request cannot be understood")
    NOT_SIGNED_IN = (401, "not-signed-in", "Nobody is signed in")
    NOT_ALLOWED = (403, "not-allowed", "You may not do this")
    NOT_FOUND = (404, "not-found", "There is no such thing")
    NO_SUCH_METHOD = (405, "no-such-method", "This cannot be done here")
    TOO_SLOW = (408, "too-slow", "The request took too long to arrive")
    CONFLICT = (409, "conflict", "It does not fit what is there")
    GONE = (410, "gone", "It is not there any more")
    CHANGED = (412, "changed", "Somebody changed it first")
    TOO_LARGE = (413, "too-large", "The request is too large")
    WRONG_TYPE = (415, "wrong-media-type", "The body is of another kind than is read here")
    NO_SUCH_RANGE = (416, "no-such-range", "The file has no such bytes")
    STRANGE_HOST = (421, "strange-host", "This is not the host that was asked for")
    INVALID = (422, "invalid", "What was asked for cannot be done")
    STATE_NEEDED = (428, "state-needed", "Say which state you have seen")
    TOO_MANY = (429, "too-many", "Too many requests")
    MISTAKE = (500, "mistake", "Dropcut made a mistake")
    BUSY = (503, "busy", "Try again in a moment")

    @property
    def status(self) -> int:
        """Of the answer."""
        return self.value[0]

    @property
    def slug(self) -> str:
        """The name."""
        return self.value[1]

    @property
    def title(self) -> str:
        """For a person; the same for every problem of the kind."""
        return self.value[2]


class Fault(Value):
    """One thing that is wrong with a request."""

    where: str = Field(examples=["body.options.preset"])
    message: str = Field(examples=["It is web, broadcast, archive or draft."])


class Problem(Value):
    """A problem document. `type` tells programs which kind it is, `detail` and `hint` tell people."""

    type: str = Field(examples=["urn:dropcut:problem:not-found"])
    title: str = Field(examples=["There is no such thing"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no job ann/holiday."])
    hint: str = Field(default="", examples=["GET /v1/jobs lists those that there are."])
    instance: str = Field(default="", examples=["urn:dropcut:request:3f2a"])
    """The request, as the log knows it."""
    errors: tuple[Fault, ...] = ()


class Refused(DropcutError):
    """The request ends here, with this problem."""

    def __init__(
        self,
        kind: Kind,
        message: str,
        hint: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        errors: tuple[Fault, ...] = (),
    ) -> None:
        super().__init__(message, hint)
        self.kind = kind
        self.headers = dict(headers or {})
        self.errors = errors

    def problem(self, instance: str) -> Problem:
        """The document."""
        return Problem(
            type=f"urn:dropcut:problem:{self.kind.slug}",
            title=self.kind.title,
            status=self.kind.status,
            detail=self.message,
            hint=self.hint,
            instance=f"urn:dropcut:request:{instance}" if instance else "",
            errors=self.errors,
        )

    def response(self, instance: str) -> Response:
        """The answer."""
        return Response(
            self.problem(instance).model_dump_json(),
            status_code=self.kind.status,
            media_type=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", **self.headers},
        )


def refusal_of(error: DropcutError) -> Refused:  # noqa: PLR0911 - one return for each kind of error
    """How an error of the house is told over HTTP."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, NotFound):
        return Refused(Kind.NOT_FOUND, error.message, error.hint)
    if isinstance(error, AlreadyThere | Stopped):
        return Refused(Kind.CONFLICT, error.message, error.hint)
    if isinstance(error, Conflict):
        return Refused(Kind.CONFLICT, error.message, error.hint)
    if isinstance(error, Gone):
        return Refused(Kind.GONE, error.message, error.hint)
    if isinstance(error, LostBlob):
        return Refused(Kind.BUSY, "It is being made again.", "Ask again in a while.", headers=_SOON)
    if isinstance(error, Permanent):
        return Refused(Kind.INVALID, error.message, error.hint)
    return Refused(Kind.BUSY, error.message, error.hint, headers=_SOON)


Documented = dict[int | str, dict[str, Any]]
"""Answers by status, as FastAPI takes them."""


def documented(*kinds: Kind) -> Documented:
    """These refusals, as a route's OpenAPI tells them."""
    return {kind.status: {"description": kind.title, "content": _content(kind)} for kind in kinds}


def _content(kind: Kind) -> dict[str, Any]:
    example = Refused(kind, f"{kind.title}.", "What to do about it.").problem("3f2a91c0").model_dump(mode="json")
    return {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}


def phrase(status: int) -> str:
    """The standard's own words for a status."""
    return HTTPStatus(status).phrase
