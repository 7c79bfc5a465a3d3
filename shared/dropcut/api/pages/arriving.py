"""Signing in on the pages: the way to an issuer, and back from it."""

from __future__ import annotations

import hmac
import re
from typing import Annotated, Final
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dropcut.api.access.cookies import arrived, give, travel, travelled
from dropcut.api.access.counters import Counter, Journey, begin_again
from dropcut.api.access.needs import hidden
from dropcut.api.access.sealed import Seals
from dropcut.api.access.tokens import Access
from dropcut.api.pages.answers import SIGN_IN, Paged, answered
from dropcut.api.pages.frame import framed
from dropcut.api.pages.signing import arrived_page, sign_in_page
from dropcut.api.parts import Parts, Signing
from dropcut.api.routes.parted import TheParts

log = structlog.get_logger(__name__)

router: Final = APIRouter(route_class=Paged, include_in_schema=False)
_BACK: Final = f"{SIGN_IN}/back"
_OURS: Final = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]{0,1000}")
_KEPT_SIGNS: Final = "/%?#&=:@!$'()*+,;~"
IssuerName = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,40}$")]
Onward = Annotated[str, Query(alias="next", max_length=2_000)]
Told = Annotated[str, Query(max_length=4_000)]


@router.get(SIGN_IN)
def sign_in(parts: TheParts, request: Request, onward: Onward = "/") -> Response:
    """Where whoever is not known says who they are."""
    counters = parts.signing.counters if parts.signing else {}
    page = sign_in_page(tuple(counters), quote(_ours(onward), safe=""))
    return answered(request, framed("Sign in", page, caller=None, script="sign-in.js"))


@router.get(f"{SIGN_IN}/with/{{issuer}}")
def set_out(issuer: IssuerName, parts: TheParts, request: Request, onward: Onward = "/") -> Response:
    """To an issuer."""
    counter = _counter(parts, issuer)
    journey = counter.begun(_ours(onward))
    response = RedirectResponse(counter.there(journey, _back(parts, request)), 303, {"Cache-Control": "no-store"})
    travel(response, _seals(parts).sealed(journey), secure=parts.face.secure)
    return response


@router.get(_BACK)
def come_back(  # noqa: PLR0913, PLR0917 - one for each
    parts: TheParts, request: Request, state: Told = "", code: Told = "", error: Told = "", iss: Told = ""
) -> Response:
    """From an issuer: the code is good once, and in the browser that set out alone."""
    journey = _journey(parts, request, state)
    counter, signing = _counter(parts, journey.issuer), _signing(parts)
    if error or not code or (iss and iss not in counter.issuer.says):
        raise begin_again(f"{counter.issuer.name} did not let you in.")
    person = counter.person(journey, code, _back(parts, request))
    begun = signing.sessions.begin(person)
    log.info("signed in", issuer=counter.issuer.name)
    # Not a redirect: what another site leads to is sent no Strict cookie, what this page goes on to is.
    page = framed("Signed in", arrived_page(journey.onward), caller=None, script="plain.js")
    response = HTMLResponse(page, headers={"Cache-Control": "no-store", "Refresh": f"0; url={journey.onward}"})
    give(response, signing.tokens.written(Access(person, begun.session)), begun.refresh, secure=parts.face.secure)
    arrived(response, secure=parts.face.secure)
    return response


def _journey(parts: Parts, request: Request, state: str) -> Journey:
    """The one that this browser set out on. Raises Refused: somebody may have led it here on a journey of their own."""
    journey = _seals(parts).opened(travelled(request, secure=parts.face.secure), Journey)
    if journey is None or not hmac.compare_digest(journey.state.encode(), state.encode()):
        raise begin_again("This sign-in did not begin in this browser, or it took too long.")
    return journey


def _counter(parts: Parts, issuer: str) -> Counter:
    counter = parts.signing.counters.get(issuer) if parts.signing else None
    if counter is None:
        raise hidden()
    return counter


def _signing(parts: Parts) -> Signing:
    if parts.signing is None:
        raise hidden()
    return parts.signing


def _seals(parts: Parts) -> Seals:
    return Seals(parts.keys, parts.home.clock, "signing in")


def _back(parts: Parts, request: Request) -> str:
    """Where the issuer leads back to: by the name that this is asked for, which `OwnSite` has looked at."""
    return f"{'https' if parts.face.secure else 'http'}://{request.headers['host']}{_BACK}"


def _ours(said: str) -> str:
    """A page of ours, whatever was said: nobody is led elsewhere from here."""
    return quote(said, safe=_KEPT_SIGNS) if _OURS.fullmatch(said) else "/"
