"""Tokens as cookies: sent by our own pages alone, read by no script; and what a browser takes along to an issuer."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from dropcut.api.access.sessions import SESSION_MS
from dropcut.api.access.tokens import ACCESS_S

JOURNEY_S: Final = 10 * 60
"""So long the way to an issuer and back may take."""
_REFRESH_PATH: Final = "/v1/tokens"


def access_name(*, secure: bool) -> str:
    """Over https no other site of the same domain can set it."""
    return "__Host-dropcut-access" if secure else "dropcut-access"


def refresh_cookie(request: Request, secure: bool) -> str:  # noqa: FBT001 - the one thing that it depends on
    """The refresh token of a page; empty when there is none."""
    return request.cookies.get(_refresh_name(secure=secure), "")


def give(response: Response, access: str, refresh: str, *, secure: bool) -> None:
    """Let the browser keep both."""
    response.set_cookie(
        access_name(secure=secure), access, max_age=ACCESS_S, path="/", secure=secure, httponly=True, samesite="strict"
    )
    response.set_cookie(
        _refresh_name(secure=secure), refresh, max_age=SESSION_MS // 1000, path=_REFRESH_PATH, secure=secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


def forget(response: Response, secure: bool) -> None:  # noqa: FBT001 - as above
    """Let it drop both."""
    response.delete_cookie(access_name(secure=secure), path="/", secure=secure, httponly=True, samesite="strict")
    name = _refresh_name(secure=secure)
    response.delete_cookie(name, path=_REFRESH_PATH, secure=secure, httponly=True, samesite="strict")


def travel(response: Response, journey: str, *, secure: bool) -> None:
    """Let the browser keep what it sets out with. Lax: it must be sent when another site leads back here."""
    response.set_cookie(
        _journey_name(secure=secure), journey, max_age=JOURNEY_S, path="/", secure=secure, httponly=True, samesite="lax"
    )


def travelled(request: Request, *, secure: bool) -> str:
    """What a browser set out with; empty when it did not."""
    return request.cookies.get(_journey_name(secure=secure), "")


def arrived(response: Response, *, secure: bool) -> None:
    """Let it drop that."""
    response.delete_cookie(_journey_name(secure=secure), path="/", secure=secure, httponly=True, samesite="lax")


def _journey_name(*, secure: bool) -> str:
    return "__Host-dropcut-journey" if secure else "dropcut-journey"


def _refresh_name(*, secure: bool) -> str:
    return "__Secure-dropcut-refresh" if secure else "dropcut-refresh"
