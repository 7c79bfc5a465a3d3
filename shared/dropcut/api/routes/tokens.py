"""Signing in and out."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response, status
from pydantic import Field

from dropcut.api.access.cookies import forget, give, refresh_cookie
from dropcut.api.access.needs import SignedIn
from dropcut.api.access.sessions import Refreshed, Sessions
from dropcut.api.access.tokens import ACCESS_S, Access, Tokens, refused
from dropcut.api.asked import Asked
from dropcut.api.problems import Kind, Refused
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import CONFLICT
from dropcut.domain.values import Value

router: Final = APIRouter(tags=["tokens"], responses=CONFLICT)


class SignIn(Asked):
    """How tokens are to be given."""

    cookies: bool = False
    """As cookies that no script can read, for pages; else in the answer, for programs."""


class Refresh(Asked):
    """A sign-in that is to go on, or to end."""

    refresh: Annotated[str, Field(max_length=200)] = ""
    """The refresh token; empty when it comes as a cookie, and the next one is to go as one."""


class Given(Value):
    """Tokens. Those that are given as cookies stand here as nothing."""

    access: str = ""
    """Send it as a bearer token."""
    refresh: str = ""
    """Good once: for the next two."""
    token_type: str = "Bearer"  # noqa: S105 - RFC 6750's word
    expires_in: int = ACCESS_S
    """Seconds for which `access` holds."""


async def _sessions(parts: TheParts) -> Sessions:
    if parts.signing is None:
        raise Refused(Kind.CONFLICT, "Nobody signs in here: whoever sits at this machine is trusted.", "Ask without a token.")
    return parts.signing.sessions


TheSessions = Annotated[Sessions, Depends(_sessions)]


@router.post("/v1/tokens", status_code=status.HTTP_201_CREATED)
def sign_in(wish: SignIn, caller: SignedIn, parts: TheParts, sessions: TheSessions, response: Response) -> Given:
    """Sign in: show the token of an issuer, or the home's own, and get a short access token and a refresh token of ours."""
    if caller.session:
        raise Refused(Kind.NOT_ALLOWED, "A token of ours gives no others.", "Refresh it, or sign in anew.")
    return _given(parts, sessions.begin(caller.person), response, cookies=wish.cookies)


@router.post("/v1/tokens/refresh")
def refresh(wish: Refresh, parts: TheParts, sessions: TheSessions, request: Request, response: Response) -> Given:
    """Go on: the refresh token is used up, and gives the next two. Used a second time, it ends the sign-in."""
    kept = refresh_cookie(request, parts.face.secure)
    token = wish.refresh or kept
    if not token:
        raise refused("There is no refresh token.", "Sign in.")
    return _given(parts, sessions.refresh(token), response, cookies=not wish.refresh)


@router.post("/v1/tokens/revoke", status_code=status.HTTP_204_NO_CONTENT)
def revoke(wish: Refresh, parts: TheParts, sessions: TheSessions, request: Request) -> Response:
    """Sign out: the sign-in of this refresh token ends, within seconds for every process."""
    sessions.end(wish.refresh or refresh_cookie(request, parts.face.secure))
    response = Response(status_code=status.HTTP_204_NO_CONTENT)
    forget(response, parts.face.secure)
    return response


def _given(parts: TheParts, refreshed: Refreshed, response: Response, *, cookies: bool) -> Given:
    tokens: Tokens = parts.signing.tokens  # type: ignore[union-attr]  # whoever has sessions has tokens
    access = tokens.written(Access(refreshed.person, refreshed.session))
    if not cookies:
        return Given(access=access, refresh=refreshed.refresh)
    give(response, access, refreshed.refresh, secure=parts.face.secure)
    return Given()
