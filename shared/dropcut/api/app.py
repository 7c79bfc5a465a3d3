"""The app: routes and what guards them, around one home's parts."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from dropcut import __version__
from dropcut.api import reference
from dropcut.api.description import describe
from dropcut.api.guards.asgi import REQUEST
from dropcut.api.guards.bodies import Bounded
from dropcut.api.guards.entrance import Entrance
from dropcut.api.guards.headers import Headed
from dropcut.api.guards.naming import Named
from dropcut.api.guards.rates import AddressRates, PersonRates
from dropcut.api.guards.sites import OwnSite
from dropcut.api.hub import Hub
from dropcut.api.lately import Lately
from dropcut.api.metrics import Metrics
from dropcut.api.pages import arriving, pages
from dropcut.api.parts import Parts
from dropcut.api.problems import Fault, Kind, Refused, refusal_of
from dropcut.api.quotes import Quotes
from dropcut.api.routes import (
    cuts,
    deletions,
    drops,
    events,
    exports,
    files,
    home,
    jobs,
    links,
    money,
    owners,
    search,
    tokens,
    uploads,
    webhooks,
)
from dropcut.api.routes.refusals import ALWAYS
from dropcut.api.standing import Standing
from dropcut.domain.cut import Cut
from dropcut.domain.errors import DropcutError
from dropcut.domain.jobs import Job
from dropcut.domain.values import Millis
from dropcut.engine.evidence import evidence_of
from dropcut.engine.home import Home

_ABOUT: Final = "Drop a script and your raw footage; get back the cut."
_ROUTERS: Final = (
    jobs.router, events.router, cuts.router, files.router, links.router, drops.router, uploads.router, owners.router,
    tokens.router, home.router, deletions.router, exports.router, search.router, webhooks.router,
    money.router,
)  # fmt: skip
_BY_STATUS: Final = {kind.status: kind for kind in Kind}
_MOST_FAULTS: Final = 20
_CUTS_KEPT: Final = 32
_FRESH: Final = Millis(5_000)
"""How old the figures of a home may be: whoever collects them comes every ten seconds or so."""
_CORS_HEADERS: Final = (
    "Authorization", "Content-Type", "Content-Digest", "If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-ID",
    "Range", "Upload-Offset",
)  # fmt: skip
_SHOWN: Final = ("ETag", "Location", "Retry-After", "Content-Range", "Content-Disposition", "X-Request-Id")


def make_app(parts: Parts) -> FastAPI:
    """The app over these parts. `app.state.hub.close()` ends its event streams before a server stops."""
    metrics = Metrics(Standing(parts.home, parts.counted, _FRESH).samples)
    app = FastAPI(
        title="Dropcut",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        middleware=_guards(parts, metrics),
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.parts, app.state.metrics = parts, metrics
    app.state.hub, app.state.cuts = Hub(parts, metrics), Lately(_CUTS_KEPT, partial(_cut_of, parts.home))
    app.state.quotes = Quotes(parts.home)
    for router in (*_ROUTERS, *parts.more):
        app.include_router(router, responses=ALWAYS)
    app.include_router(reference.router)
    app.include_router(arriving.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(packages=[("dropcut.api.pages", "static")]), name="static")
    app.add_exception_handler(DropcutError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(PlainHTTPException, _plainly)
    describe(app)
    return app


def _cut_of(home: Home, job: Job) -> Cut | None:
    evidence = evidence_of(home, job)
    return evidence.cut if evidence else None


def _guards(parts: Parts, metrics: Metrics) -> list[Middleware]:
    """From the outside in."""
    face = parts.face
    guards = [
        Middleware(Headed, secure=face.secure, direct=face.direct),
        Middleware(Named, metrics=metrics),
        Middleware(OwnSite, hosts=face.hosts, origins=face.origins),
    ]
    if face.origins:
        cors: dict[str, Any] = {"allow_origins": face.origins, "allow_methods": ["GET", "POST", "PUT", "PATCH", "DELETE"]}
        guards.insert(1, Middleware(CORSMiddleware, allow_headers=_CORS_HEADERS, expose_headers=_SHOWN, max_age=600, **cors))
    if face.per_address_a_minute is not None:
        guards.append(Middleware(AddressRates, a_minute=face.per_address_a_minute))
    rates = Middleware(PersonRates, records=parts.records, clock=parts.home.clock, a_minute=face.per_person_a_minute)
    return [*guards, Middleware(Entrance, gate=parts.gate, secure=face.secure), rates, Middleware(Bounded)]


def _refused(request: Request, error: Exception) -> Response:
    refusal = refusal_of(error) if isinstance(error, DropcutError) else Refused(Kind.MISTAKE, "")
    return refusal.response(request.scope[REQUEST])


def _invalid(request: Request, error: Exception) -> Response:
    faults = tuple(_fault(each) for each in error.errors()[:_MOST_FAULTS]) if isinstance(error, RequestValidationError) else ()
    said = f"{faults[0].where}: {faults[0].message}" if faults else "The request is not as it must be."
    return Refused(Kind.INVALID, said, "GET /openapi.json says how.", errors=faults).response(request.scope[REQUEST])


def _fault(error: dict[str, Any]) -> Fault:
    """Without what was sent: it may be anything."""
    return Fault(where=".".join(str(part)[:80] for part in error["loc"]), message=str(error["msg"])[:300])


def _plainly(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException | PlainHTTPException):
        raise error
    kind = _BY_STATUS.get(error.status_code, Kind.BAD_REQUEST)
    refusal = Refused(kind, f"{kind.title}.", "GET /openapi.json says what there is.", headers=error.headers)
    return refusal.response(request.scope[REQUEST])
