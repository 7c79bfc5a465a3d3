"""Only whom we named may call, and only Google's word says who that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from time import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from google.auth import crypt, jwt

from dropcut.cloud.identity import Known, Remembered, StrangerError
from dropcut.cloud.settings import Callers
from dropcut.domain.errors import Unavailable

CALLERS = Callers(
    audience="https://dropcut.example", senders=("push@p.iam.gserviceaccount.com", "clock@p.iam.gserviceaccount.com")
)
KEY_ID, OTHER_KEY_ID = "ours", "unknown"


@cache
def key_pair(name: str) -> tuple[RSAPrivateKey, str]:
    """A key of the test's own, and its certificate."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    return key, certificate.public_bytes(Encoding.PEM).decode()


def token(key: str = "google", key_id: str = KEY_ID, **claims: object) -> str:
    pem = key_pair(key)[0].private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    signer = crypt.RSASigner.from_string(pem, key_id)  # type: ignore[no-untyped-call]
    now = int(time())
    told = {
        "iss": "https://accounts.google.com",
        "aud": CALLERS.audience,
        "email": CALLERS.senders[0],
        "email_verified": True,
        "iat": now,
        "exp": now + 3600,
    }
    signed: bytes = jwt.encode(signer, {**told, **claims})  # type: ignore[no-untyped-call]
    return f"Bearer {signed.decode()}"


def guard() -> Known:
    return Known(CALLERS, lambda: {KEY_ID: key_pair("google")[1]})


@pytest.mark.parametrize("sender", CALLERS.senders)
def test_a_token_of_a_sender_for_us_lets_in(sender: str) -> None:
    guard().check(token(email=sender))


def test_a_token_may_be_for_any_of_several_audiences_and_for_no_part_of_one() -> None:
    two = Known(
        Callers(audience="home, https://advance.example", senders=CALLERS.senders), lambda: {KEY_ID: key_pair("google")[1]}
    )
    for audience in ("home", "https://advance.example"):
        two.check(token(aud=audience))
    for audience in ("", "https://advance", "home, https://advance.example", CALLERS.audience):
        with pytest.raises(StrangerError):
            two.check(token(aud=audience))


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer a.b.c",
        token(key="stranger"),
        token(key_id=OTHER_KEY_ID),
        token(aud="https://another.example"),
        token(email="push@q.iam.gserviceaccount.com"),
        token(email=CALLERS.senders[0].upper()),
        token(email=""),
        token(email_verified=False),
        token(email_verified="true"),
        token(iss="https://evil.example"),
        token(iat=int(time()) - 7200, exp=int(time()) - 3600),
        token(iat=int(time()) + 3600, exp=int(time()) + 7200),
        token()[:-8],
        token().replace("Bearer ", "Bearer eyJhbGciOiJub25lIn0."),
    ],
)
def test_nothing_else_does(authorization: str) -> None:
    with pytest.raises(StrangerError):
        guard().check(authorization)


def test_certificates_are_asked_for_once_and_a_silence_is_not_remembered() -> None:
    asked = 0

    def fetched() -> Mapping[str, str]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise Unavailable("Nobody answers.")
        return {KEY_ID: "certificate"}

    remembered = Remembered(fetched)
    with pytest.raises(Unavailable):
        remembered()
    assert [remembered(), remembered()] == [{KEY_ID: "certificate"}] * 2
    assert asked == 2
