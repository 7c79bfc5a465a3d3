"""Tokens: which hold, and every way in which one may not."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from json import dumps, loads
from pathlib import Path

import httpx2
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from dropcut.api.access.checking import Trust
from dropcut.api.access.issuers import Issuer, Vouched
from dropcut.api.access.members import Member, enrol
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from tests.api.benches import HOST, Bench, bench
from tests.api.people import ADDRESS, AUDIENCE, Authority, bearer, person

START = Instant(1_000_000)
SECRET = "a-token-of-twenty-four-letters"  # noqa: S105 - of the test


@dataclass(frozen=True)
class Signed:
    """A bench that asks who calls, and the authority whose word counts there."""

    at: Bench
    authority: Authority

    def me(self, token: str) -> int:
        return self.at.client.get("/v1/me", headers=bearer(token)).status_code

    def sign_in(self, who: str = "ann") -> dict[str, str]:
        given: dict[str, str] = self.at.client.post("/v1/tokens", json={}, headers=bearer(self.authority.token(who))).json()
        return given

    def refresh(self, token: str) -> httpx2.Response:
        return self.at.client.post("/v1/tokens/refresh", json={"refresh": token})

    def pass_time(self, seconds: int) -> None:
        self.at.small.clock.sleep(Millis(seconds * 1000))


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[Signed]:
    clock = MemoryClock(START)
    authority = Authority(clock)
    trust = Trust((authority.vouched(),), frozenset({person("root")}), sha256(SECRET.encode()).hexdigest())
    with bench(tmp_path, trust=trust) as at:
        authority.clock = at.small.clock
        trust.issuers[0]._clock = at.small.clock  # noqa: SLF001 - the bench makes the clock
        enrol(at.parts.records, Owner("ann"), Member(person=person("ann"), role=Role.EDITOR))
        yield Signed(at, authority)


def test_whoever_shows_a_token_of_an_issuer_is_known_by_the_address_that_it_vouches_for(signed: Signed) -> None:
    me = signed.at.client.get("/v1/me", headers=bearer(signed.authority.token("ann"))).json()
    assert me == {"person": person("ann"), "rights": {"everywhere": None, "by_owner": {"ann": "editor"}}}
    unvouched = signed.authority.token("ann", email_verified=False)
    assert signed.at.client.get("/v1/me", headers=bearer(unvouched)).json()["person"] == "test:ann"


def test_without_a_token_nothing_is_told(signed: Signed) -> None:
    answer = signed.at.client.get("/v1/me")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="dropcut"')


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def unsigned(signed: Signed, algorithm: str = "none") -> str:
    header, claims = dumps({"alg": algorithm, "kid": "one"}), dumps(signed.authority.claims("ann"))
    return f"{encoded(header.encode())}.{encoded(claims.encode())}."


def with_the_public_key_as_a_secret(signed: Signed) -> str:
    """What a verifier takes that lets the token choose how it is checked."""
    public = signed.authority.secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    said = unsigned(signed, "HS256").removesuffix(".")
    return f"{said}.{encoded(hmac.digest(public, said.encode(), 'sha256'))}"


def tampered(signed: Signed) -> str:
    header, _, mark = signed.authority.token("ann").split(".")
    other = signed.authority.token("root").split(".")[1]
    return f"{header}.{other}.{mark}"


def without(signed: Signed, name: str) -> str:
    """A token that leaves something out."""
    return signed.authority.signed({claim: value for claim, value in signed.authority.claims("ann").items() if claim != name})


FAULTS: dict[str, Callable[[Signed], str]] = {
    "expired": lambda signed: signed.authority.token("ann", exp=START // 1000 - 60),
    "not yet": lambda signed: signed.authority.token("ann", nbf=START // 1000 + 600),
    "issued tomorrow": lambda signed: signed.authority.token("ann", iat=START // 1000 + 86_400, exp=START // 1000 + 90_000),
    "another audience": lambda signed: signed.authority.token("ann", aud="somebody-else"),
    "no audience": lambda signed: signed.authority.signed({**signed.authority.claims("ann"), "aud": []}),
    "another issuer": lambda signed: signed.authority.token("ann", iss="https://evil.example"),
    "says that we issued it": lambda signed: signed.authority.token("ann", iss="dropcut", sid="x"),
    "no end": lambda signed: without(signed, "exp"),
    "nobody named": lambda signed: without(signed, "sub"),
    "a number for a name": lambda signed: signed.authority.signed({**signed.authority.claims("ann"), "sub": 7}),
    "no beginning": lambda signed: without(signed, "iat"),
    "an end that is no number": lambda signed: signed.authority.token("ann", exp="soon"),
    "unsigned": unsigned,
    "swapped key": lambda signed: signed.authority.signed(signed.authority.claims("ann"), generate_private_key(SECP256R1())),
    "key unknown": lambda signed: signed.authority.signed(signed.authority.claims("ann"), kid="two"),
    "public key as a secret": with_the_public_key_as_a_secret,
    "tampered": tampered,
    "a key of its own": lambda signed: signed.authority.signed(
        signed.authority.claims("ann"), generate_private_key(SECP256R1()), jwk={"kty": "EC"}, jku="https://evil.example"
    ),
    "an address with a slash": lambda signed: signed.authority.token("ann", email="a/b@example.com"),
    "nothing": lambda _: "",
    "no token": lambda _: "hello",
    "half a token": lambda signed: signed.authority.token("ann").rpartition(".")[0],
    "huge": lambda _: "a" * 20_000,
    "home's token, nearly": lambda _: SECRET[:-1],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_that_does_not_hold_is_refused_everywhere(signed: Signed, fault: str) -> None:
    token = FAULTS[fault](signed)
    assert signed.me(token) == 401
    assert signed.at.client.get("/v1/jobs", headers=bearer(token)).status_code == 401


def test_the_public_half_of_an_rsa_key_is_no_secret(tmp_path: Path) -> None:
    """RS256 holds; HS256 with the key that everybody can fetch does not, in whatever form that is taken for one."""
    key = rsa_key(public_exponent=65_537, key_size=2_048)
    public = key.public_key()
    with bench(tmp_path / "clock") as other:
        authority = Authority(other.small.clock)
    shown = dumps({"keys": [{**loads(RSAAlgorithm.to_jwk(public)), "kid": "one", "use": "sig"}]}).encode()
    issuer = Issuer(name="test", says=(ADDRESS,), audiences=(AUDIENCE,), keys=f"{ADDRESS}/keys")
    with bench(tmp_path, trust=Trust((Vouched(issuer, lambda _address: shown, authority.clock),))) as at:
        signed = Signed(at, authority)
        claims = authority.claims("ann")
        assert signed.me(jwt.encode(claims, key, "RS256", headers={"kid": "one"})) == 200
        for kind, form in ((Encoding.PEM, "PEM"), (Encoding.DER, "DER")):
            secret = public.public_bytes(kind, PublicFormat.SubjectPublicKeyInfo)
            said = unsigned(signed, "HS256").removesuffix(".")
            assert signed.me(f"{said}.{encoded(hmac.digest(secret, said.encode(), 'sha256'))}") == 401, form
        assert signed.me(unsigned(signed)) == 401
        other_key = rsa_key(public_exponent=65_537, key_size=2_048)
        assert signed.me(jwt.encode(claims, other_key, "RS256", headers={"kid": "one"})) == 401


def test_a_little_leeway_is_given_to_clocks(signed: Signed) -> None:
    assert signed.me(signed.authority.token("ann", exp=START // 1000 - 20)) == 200
    assert signed.me(signed.authority.token("ann", iat=START // 1000 + 20)) == 200


def test_keys_are_asked_for_once_and_strange_keys_bring_no_storm(signed: Signed) -> None:
    for _ in range(5):
        assert signed.me(signed.authority.token("ann")) == 200
        signed.me(signed.authority.signed(signed.authority.claims("ann"), kid="strange"))
    assert signed.authority.asked == [f"{ADDRESS}/.well-known/openid-configuration", f"{ADDRESS}/keys"]


def test_our_own_token_is_short(signed: Signed) -> None:
    given = signed.sign_in()
    assert signed.me(given["access"]) == 200
    signed.pass_time(15 * 60 - 1)
    assert signed.me(given["access"]) == 200
    signed.pass_time(60)
    assert signed.me(given["access"]) == 401


def test_a_refresh_token_is_good_once_and_a_second_use_ends_the_sign_in(signed: Signed) -> None:
    first = signed.sign_in()
    second = signed.refresh(first["refresh"]).json()
    assert second["refresh"] != first["refresh"]
    assert signed.refresh(first["refresh"]).status_code == 401
    assert signed.refresh(second["refresh"]).status_code == 401
    assert signed.me(second["access"]) == 401


def test_whoever_signs_out_is_out(signed: Signed) -> None:
    given = signed.sign_in()
    assert signed.at.client.post("/v1/tokens/revoke", json={"refresh": given["refresh"]}).status_code == 204
    assert signed.refresh(given["refresh"]).status_code == 401
    assert signed.me(given["access"]) == 401


@pytest.mark.parametrize("token", ["x", "x.y", ".", "a" * 199, "ü.ü", "../../x.y", "%00.x"])
def test_refresh_tokens_of_nobody_are_refused(signed: Signed, token: str) -> None:
    assert signed.refresh(token).status_code == 401
    assert signed.at.client.post("/v1/tokens/revoke", json={"refresh": token}).status_code == 204


def test_a_sign_in_ends_after_a_month_whatever_is_refreshed(signed: Signed) -> None:
    token = signed.sign_in()["refresh"]
    for _ in range(4):
        signed.pass_time(7 * 86_400)
        token = signed.refresh(token).json()["refresh"]
    signed.pass_time(3 * 86_400)
    assert signed.refresh(token).status_code == 401


def test_a_token_of_ours_gives_no_others(signed: Signed) -> None:
    given = signed.sign_in()
    assert signed.at.client.post("/v1/tokens", json={}, headers=bearer(given["access"])).status_code == 403


def test_the_homes_one_token_may_do_everything(signed: Signed) -> None:
    assert signed.at.client.get("/v1/me", headers=bearer(SECRET)).json()["rights"]["everywhere"] == "admin"


def test_pages_get_cookies_that_no_script_reads_and_no_other_site_sends(signed: Signed) -> None:
    client = signed.at.client
    answer = client.post("/v1/tokens", json={"cookies": True}, headers=bearer(signed.authority.token("ann")))
    assert (answer.json()["access"], answer.json()["refresh"]) == ("", "")
    for cookie in answer.headers.get_list("Set-Cookie"):
        assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    assert client.get("/v1/me").json()["person"] == person("ann")
    drop = {"owner": "ann", "name": "holiday"}
    assert client.post("/v1/drops", json=drop).status_code == 403
    assert client.post("/v1/drops", json=drop, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/v1/drops", json=drop, headers={"Origin": f"http://{HOST}"}).status_code == 201


def test_a_page_whose_cookies_ran_out_can_sign_in_again(signed: Signed) -> None:
    client, own = signed.at.client, {"Origin": f"http://{HOST}"}
    client.post("/v1/tokens", json={"cookies": True}, headers=bearer(signed.authority.token("ann")))
    signed.pass_time(20 * 60)
    assert client.get("/v1/me").status_code == 401
    assert client.post("/v1/tokens/refresh", json={}, headers=own).status_code == 200
    assert client.get("/v1/me").status_code == 200


def test_a_role_that_is_taken_away_is_gone_within_seconds(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dropcut.api.access.checking._KNOWN_S", 0.0)
    root, ann = bearer(signed.authority.token("root")), bearer(signed.authority.token("ann"))
    client = signed.at.client
    assert client.get("/v1/drops/ann/holiday", headers=ann).status_code == 200
    assert client.delete(f"/v1/owners/ann/members/{person('ann')}", headers=root).status_code == 204
    assert client.get("/v1/drops/ann/holiday", headers=ann).status_code == 404
    assert AUDIENCE not in client.get("/v1/owners/ann/members", headers=root).text
