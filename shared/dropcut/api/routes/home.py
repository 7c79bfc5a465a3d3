"""How the home itself is, and who asks."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse

from dropcut import __version__
from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import NeedsSomewhere, SignedIn
from dropcut.api.metrics import CONTENT_TYPE
from dropcut.api.problems import Documented
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheParts
from dropcut.domain.access import Rights, Role
from dropcut.domain.values import Value

router: Final = APIRouter(route_class=Once, tags=["home"])
Operator = Annotated[Caller, Depends(NeedsSomewhere(Role.OPERATOR))]
_FIGURES: Final[Documented] = {
    200: {"description": "In Prometheus' text form.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


class Health(Value):
    """It runs."""

    version: str


class Me(Value):
    """Whoever asks, and what they may do."""

    person: str
    rights: Rights


@router.get("/health")
def health() -> Health:
    """Whether this process answers at all."""
    return Health(version=__version__)


@router.get("/ready")
def ready(parts: TheParts) -> Health:
    """Whether the home's records can be read: 503 while they cannot."""
    parts.home.ledger.now()
    parts.records.record("ready", "ready")
    return Health(version=__version__)


@router.get("/metrics", response_class=PlainTextResponse, responses=_FIGURES)
def metrics(_caller: Operator, request: Request) -> Response:
    """Figures of this process and of its home."""
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE)


@router.get("/v1/me")
def me(caller: SignedIn) -> Me:
    """Who you are, and what you may do."""
    return Me(person=caller.person, rights=caller.rights)
