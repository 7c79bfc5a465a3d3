"""Tokens of others: who issues them, and what makes one hold (OpenID Connect)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from threading import Lock
from time import monotonic
from typing import Any, Final

import jwt
import structlog
from pydantic import SecretStr

from dropcut.api.access.discovery import Discovery, Fetch
from dropcut.api.access.tokens import check_times, refused
from dropcut.domain.errors import Unavailable
from dropcut.domain.values import Value
from dropcut.ports.clock import Clock

log = structlog.get_logger(__name__)

ALGORITHMS: Final = ("RS256", "ES256", "EdDSA")
"""Signed with a key of which we know the public half: nothing that a public key could be taken for a secret in."""
_NEEDED: Final = ["iss", "aud", "sub", "iat", "exp"]
_FRESH_S: Final = 3600.0
_AGAIN_S: Final = 60.0
"""Keys are not asked for more often, whatever keys tokens name."""
_NAME: Final = re.compile(r"[!-.0-}]{1,200}")
"""What stands in paths of ours."""


class Issuer(Value):
    """Somebody whose word counts."""

    name: str
    """What persons are called after: `google` in `google:ann@example.com`."""
    says: tuple[str, ...]
    """What `iss` may be."""
    audiences: tuple[str, ...]
    """Whom tokens must be meant for: the client ids that belong to this home."""
    keys: str = ""
    """Where its keys lie; empty: where its discovery document says."""
    client: str = ""
    """The client id, one of `audiences`, with which people sign in on the pages; empty where they cannot."""
    secret: SecretStr = SecretStr("")
    """Of that client, where the issuer asks for one."""


def google(audiences: tuple[str, ...], client: str = "", secret: str = "") -> Issuer:
    """The default one."""
    says = ("https://accounts.google.com", "accounts.google.com")
    keys = "https://www.googleapis.com/oauth2/v3/certs"
    return Issuer(name="google", says=says, audiences=audiences, keys=keys, client=client, secret=SecretStr(secret))


class Vouched:
    """Reads the tokens of one issuer. Its keys are kept for an hour, and asked for again when a token names another."""

    def __init__(self, issuer: Issuer, fetch: Fetch, clock: Clock) -> None:
        self.issuer = issuer
        self.discovery = Discovery(issuer.says, fetch)
        self._fetch = fetch
        self._clock = clock
        self._lock = Lock()
        self._keys: dict[str, jwt.PyJWK] = {}
        self._asked: float | None = None

    def claims(self, token: str) -> dict[str, Any]:
        """What a token says. Raises Refused, Unavailable."""
        try:
            header = jwt.get_unverified_header(token)
            key = self._key(str(header.get("kid", "")))
            if key is None or header.get("alg") not in ALGORITHMS:
                raise refused()
            options: jwt.types.Options = {"require": _NEEDED, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
            audiences: Sequence[str] = self.issuer.audiences
            claims = jwt.decode(token, key, list(ALGORITHMS), options, audience=audiences, issuer=self.issuer.says)
        except jwt.PyJWTError as error:
            raise refused() from error
        check_times(claims, self._clock)
        return claims

    def person(self, claims: dict[str, Any]) -> str:
        """What the one whose token it is is called here: by an address only where the issuer vouches for it."""
        vouched = claims.get("email_verified") is True
        told = str(claims.get("email", "")).lower() if vouched else str(claims["sub"])
        if not _NAME.fullmatch(told):
            raise refused()
        return f"{self.issuer.name}:{told}"

    def _key(self, name: str) -> jwt.PyJWK | None:
        with self._lock:
            age = _FRESH_S if self._asked is None else monotonic() - self._asked
            if age >= _FRESH_S or (name not in self._keys and age >= _AGAIN_S):
                self._ask()
            return self._keys.get(name)

    def _ask(self) -> None:
        self._asked = monotonic()
        try:
            self._keys = _usable(json.loads(self._fetch(self._where())))
        except (ValueError, LookupError, AttributeError, TypeError, jwt.PyJWTError) as error:
            log.warning("an issuer's keys cannot be read", issuer=self.issuer.name, why=repr(error))
            raise Unavailable(f"The keys of {self.issuer.name} cannot be read.", "Try again in a minute.") from error

    def _where(self) -> str:
        return self.issuer.keys or self.discovery.address("jwks_uri")


def _usable(told: dict[str, Any]) -> dict[str, jwt.PyJWK]:
    """Keys that sign, by name; others are passed over."""
    keys: dict[str, jwt.PyJWK] = {}
    for each in told["keys"]:
        if each.get("kid") and each.get("use", "sig") == "sig" and each.get("kty") in {"RSA", "EC", "OKP"}:
            keys[str(each["kid"])] = jwt.PyJWK(each)
    return keys
