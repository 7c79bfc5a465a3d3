"""Who calls: a token of Google's says so, and nobody's own word does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hmac import compare_digest
from threading import Lock
from time import monotonic
from typing import Protocol

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request

from dropcut.cloud.settings import Callers
from dropcut.domain.errors import Permanent, Unavailable

Certificates = Callable[[], Mapping[str, str]]
"""The certificates that tokens may be signed by, PEM text by key id. Raises Unavailable."""

_CERTIFICATES_OF_GOOGLE = "https://www.googleapis.com/oauth2/v1/certs"
_ISSUERS = ("https://accounts.google.com", "accounts.google.com")
_KEPT_S = 3_600.0
_SKEW_S = 10
_OK = 200


class StrangerError(Permanent):
    """The call is of somebody who may not call."""


class Guard(Protocol):
    """Lets those in who may call."""

    def check(self, authorization: str) -> None:
        """Look at the header of that name. Raises StrangerError, and Unavailable when it cannot be told now."""


class Anybody:
    """Asks nobody: on this machine, with emulators, which sign nothing."""

    def check(self, authorization: str) -> None:
        pass


class Known:
    """Lets in whoever shows a token that Google signed for our audience, for one of our senders' addresses.

    An audience may be several with commas between: Eventarc's tokens are for a service's own address, and for nothing else.
    """

    def __init__(self, callers: Callers, certificates: Certificates) -> None:
        self._callers = callers
        self._audiences = [audience.strip() for audience in callers.audience.split(",") if audience.strip()]
        self._certificates = certificates

    def check(self, authorization: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise StrangerError("The call shows no token.", "Give the trigger a service account of its own.")
        claims = self._claims(token)
        if claims.get("iss") not in _ISSUERS or claims.get("email_verified") is not True:
            raise StrangerError("The token is not one of a service account.", "Look at who calls.")
        if not self._is_sender(str(claims.get("email", ""))):
            raise StrangerError("The token is of somebody who may not call.", "DROPCUT_SENDERS names who may.")

    def _claims(self, token: str) -> Mapping[str, object]:
        try:
            claims: Mapping[str, object] = jwt.decode(  # type: ignore[no-untyped-call]
                token, certs=self._certificates(), audience=self._audiences, clock_skew_in_seconds=_SKEW_S
            )
        except (GoogleAuthError, ValueError) as error:
            raise StrangerError(f"The token does not hold: {error}.", "DROPCUT_AUDIENCE names whom tokens are for.") from error
        return claims

    def _is_sender(self, address: str) -> bool:
        """In a time that tells nothing of the addresses."""
        return any([compare_digest(address.encode(), sender.encode()) for sender in self._callers.senders])  # noqa: C419 - all


def google_certificates() -> Certificates:
    """Google's own, kept for an hour: they change about once a day, and each is announced a day before."""
    return Remembered(_fetched)


class Remembered:
    """Certificates that are asked for again once an hour."""

    def __init__(self, fetch: Certificates) -> None:
        self._fetch = fetch
        self._lock = Lock()
        self._kept: Mapping[str, str] = {}
        self._since = -_KEPT_S

    def __call__(self) -> Mapping[str, str]:
        with self._lock:
            if not self._kept or monotonic() - self._since > _KEPT_S:
                self._kept, self._since = self._fetch(), monotonic()
            return self._kept


def _fetched() -> Mapping[str, str]:
    try:
        answer = Request()(_CERTIFICATES_OF_GOOGLE)
    except GoogleAuthError as error:
        raise Unavailable("Google's certificates cannot be had.", "Whoever calls calls again.") from error
    if answer.status != _OK:
        raise Unavailable(f"Google's certificates cannot be had: {answer.status}.", "Whoever calls calls again.")
    return {str(key): str(certificate) for key, certificate in json.loads(answer.data).items()}
