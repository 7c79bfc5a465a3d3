"""Our own access tokens: signed, short, and good for nothing else."""

from __future__ import annotations

from typing import Final, NamedTuple

import jwt

from dropcut.api.access.keys import Keys
from dropcut.api.problems import Kind, Refused
from dropcut.ports.clock import Clock

ISSUER: Final = "dropcut"
ACCESS_S: Final = 15 * 60
LEEWAY_S: Final = 30
_AUDIENCE: Final = "dropcut-api"
_PURPOSE: Final = "access tokens"
_TYPE: Final = "at+jwt"
_ALGORITHM: Final = "HS256"
_NEEDED: Final = ["iss", "aud", "sub", "sid", "iat", "exp"]


class Access(NamedTuple):
    """What a token says."""

    person: str
    session: str


class Tokens:
    """Writes and reads them."""

    def __init__(self, keys: Keys, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    def written(self, access: Access) -> str:
        """A token that holds for `ACCESS_S`."""
        key, now = self._keys.signing(_PURPOSE), self._clock.now() // 1000
        whom = {"iss": ISSUER, "aud": _AUDIENCE, "sub": access.person, "sid": access.session}
        claims = {**whom, "iat": now, "exp": now + ACCESS_S}
        return jwt.encode(claims, key.secret, _ALGORITHM, headers={"kid": key.name, "typ": _TYPE})

    def read(self, token: str) -> Access:
        """What a token of ours says. Raises Refused."""
        try:
            header = jwt.get_unverified_header(token)
            secret = self._keys.named(str(header.get("kid", "")), _PURPOSE)
            if secret is None or header.get("typ") != _TYPE:
                raise refused()
            options: jwt.types.Options = {"require": _NEEDED, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
            claims = jwt.decode(token, secret, [_ALGORITHM], options, audience=_AUDIENCE, issuer=ISSUER)
        except jwt.PyJWTError as error:
            raise refused() from error
        check_times(claims, self._clock)
        return Access(str(claims["sub"]), str(claims["sid"]))


def check_times(claims: dict[str, object], clock: Clock) -> None:
    """Whether it holds now, by our own clock and a little leeway. Raises Refused."""
    now = clock.now() / 1000
    begin = max(_time(claims, "iat"), _time(claims, "nbf") if "nbf" in claims else 0)
    if _time(claims, "exp") + LEEWAY_S <= now:
        raise refused("The token has expired.", "Get a new one.")
    if begin - LEEWAY_S > now:
        raise refused("The token does not hold yet.", "Set the clocks right.")


def refused(why: str = "The token does not hold.", hint: str = "Sign in again.") -> Refused:
    """In the words and the header of RFC 6750. Never tells which part of a token was wrong."""
    challenge = 'Bearer realm="dropcut", error="invalid_token"'
    return Refused(Kind.NOT_SIGNED_IN, why, hint, headers={"WWW-Authenticate": challenge})


def _time(claims: dict[str, object], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refused()
    return float(value)
