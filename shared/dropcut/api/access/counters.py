"""Where people sign in with a browser: to an issuer for a code, and back with it.

OAuth 2.0's authorization code with PKCE, OpenID Connect's `state` and `nonce`. All that must be known on the way back is with
the browser that set out (see `cookies.travel`): nothing is stored for people who never return, and any process may greet them.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import structlog

from dropcut.api.access.cookies import JOURNEY_S
from dropcut.api.access.issuers import Vouched
from dropcut.api.access.sealed import Lasting
from dropcut.api.problems import Kind, Refused
from dropcut.domain.values import Instant
from dropcut.ports.clock import Clock

log = structlog.get_logger(__name__)

_SCOPE: Final = "openid email"
_SECRET_BYTES: Final = 32

Post = Callable[[str, Mapping[str, str]], bytes]
"""What a form is answered with at an https address; nothing where it is refused. Raises Unavailable."""


class Journey(Lasting):
    """Somebody's way to an issuer and back."""

    issuer: str
    state: str
    """Comes back with the answer: who began elsewhere, or was led here by somebody else, does not have it."""
    nonce: str
    """Stands in the identity token: one that was made for another journey does not have it."""
    verifier: str
    """Only its digest is told to the issuer: whoever reads the code on its way cannot use it."""
    onward: str
    """The page of ours that it ends at."""


class Counter:
    """Of one issuer, which knows us as `client`."""

    def __init__(self, vouched: Vouched, post: Post, clock: Clock) -> None:
        self.issuer = vouched.issuer
        self._vouched = vouched
        self._post = post
        self._clock = clock

    def begun(self, onward: str) -> Journey:
        """A new one."""
        state, nonce, verifier = (token_urlsafe(_SECRET_BYTES) for _ in range(3))
        until = Instant(self._clock.now() + JOURNEY_S * 1000)
        return Journey(issuer=self.issuer.name, state=state, nonce=nonce, verifier=verifier, onward=onward, until=until)

    def there(self, journey: Journey, back: str) -> str:
        """Where a browser goes to; the issuer leads it `back`. Raises Unavailable."""
        address = self._vouched.discovery.address("authorization_endpoint")
        asked = {
            "response_type": "code", "client_id": self.issuer.client, "redirect_uri": back, "scope": _SCOPE,
            "state": journey.state, "nonce": journey.nonce,
            "code_challenge": _challenge(journey.verifier), "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"

    def person(self, journey: Journey, code: str, back: str) -> str:
        """Whoever the issuer says it was. Raises Refused, Unavailable."""
        try:
            claims = self._vouched.claims(self._token(journey, code, back))
        except Refused as error:
            raise self._not_vouched("its identity token does not hold") from error
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), journey.nonce.encode()):
            raise self._not_vouched("its identity token is of another journey")
        if not _is_for(self.issuer.client, claims):
            raise self._not_vouched("its identity token is for another client")
        return self._vouched.person(claims)

    def _token(self, journey: Journey, code: str, back: str) -> str:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back,
            "client_id": self.issuer.client, "code_verifier": journey.verifier,
        }  # fmt: skip
        secret = self.issuer.secret.get_secret_value()
        answer = self._post(
            self._vouched.discovery.address("token_endpoint"), form | ({"client_secret": secret} if secret else {})
        )
        try:
            return str(json.loads(answer)["id_token"])
        except (ValueError, LookupError, TypeError) as error:
            raise self._not_vouched("it gave no identity token for the code") from error

    def _not_vouched(self, why: str) -> Refused:
        log.warning("an issuer did not vouch for somebody", issuer=self.issuer.name, why=why)
        return begin_again(f"{self.issuer.name} did not say who you are.")


def counters_of(issuers: Iterable[Vouched], post: Post, clock: Clock) -> Mapping[str, Counter]:
    """Those of the issuers with which people can sign in on the pages, by their names."""
    return {each.issuer.name: Counter(each, post, clock) for each in issuers if each.issuer.client}


def begin_again(message: str) -> Refused:
    """What a journey that cannot end well is told."""
    return Refused(Kind.BAD_REQUEST, message, "Begin again at the page where one signs in.")


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def _is_for(client: str, claims: Mapping[str, Any]) -> bool:
    """Whether it was made for this client, where a token may be for several."""
    told = claims["aud"]
    return client in ([told] if isinstance(told, str) else told) and claims.get("azp", client) == client
