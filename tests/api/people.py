"""An issuer of the test's own, and people whom it vouches for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from jwt.algorithms import ECAlgorithm

from dropcut.api.access.issuers import Issuer, Vouched
from dropcut.ports.clock import Clock

ADDRESS = "https://issuer.example"
AUDIENCE = "dropcut-tests"


@dataclass
class Authority:
    """Signs tokens, and tells its keys to whoever asks."""

    clock: Clock
    secret: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    kid: str = "one"
    asked: list[str] = field(default_factory=list)

    def vouched(self) -> Vouched:
        issuer = Issuer(name="test", says=(ADDRESS,), audiences=(AUDIENCE,))
        return Vouched(issuer, self.fetch, self.clock)

    def fetch(self, address: str) -> bytes:
        self.asked.append(address)
        if address.endswith("/.well-known/openid-configuration"):
            return json.dumps({"issuer": ADDRESS, "jwks_uri": f"{ADDRESS}/keys"}).encode()
        public = json.loads(ECAlgorithm.to_jwk(self.secret.public_key()))
        return json.dumps({"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "ES256"}]}).encode()

    def claims(self, who: str, **other: Any) -> dict[str, Any]:
        now = self.clock.now() // 1000
        plain = {"iss": ADDRESS, "aud": AUDIENCE, "sub": who, "iat": now, "exp": now + 3600}
        return {**plain, "email": f"{who}@example.com", "email_verified": True, **other}

    def token(self, who: str, **other: Any) -> str:
        return self.signed(self.claims(who, **other))

    def signed(self, claims: dict[str, Any], key: EllipticCurvePrivateKey | None = None, **header: Any) -> str:
        return jwt.encode(claims, key or self.secret, "ES256", headers={"kid": self.kid, **header})


def person(who: str) -> str:
    return f"test:{who}@example.com"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
