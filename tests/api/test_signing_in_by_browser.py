"""A person signs in with a browser: to their issuer for a code, and back with it. Every way in which that may go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from dropcut.api.access.checking import Trust
from dropcut.api.access.counters import counters_of
from dropcut.api.access.fetching import fetched, posted
from dropcut.api.access.issuers import Vouched
from dropcut.api.access.members import Member, enrol
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from dropcut.domain.values import Instant, Millis
from tests.api.benches import HOST, Bench, bench
from tests.api.issuer import NAME, IssuerDouble, issuer_double

ANN = f"{NAME}:ann@example.com"
OUT = f"/sign-in/with/{NAME}"


@dataclass
class OfBench:
    """The clock of a bench that is yet to be made."""

    at: Bench | None = None

    def now(self) -> Instant:
        assert self.at
        return self.at.small.clock.now()

    def sleep(self, duration: Millis) -> None:
        assert self.at
        self.at.small.clock.sleep(duration)


@dataclass(frozen=True)
class Entered:
    """A bench where people sign in with an issuer, and that issuer."""

    at: Bench
    issuer: IssuerDouble

    def set_out(self, onward: str = "/") -> str:
        """Where a browser is led to."""
        answer = self.at.client.get(OUT, params={"next": onward}, follow_redirects=False)
        assert answer.status_code == 303
        return answer.headers["Location"]

    def come_back(self, back: str) -> httpx2.Response:
        assert back.startswith(f"http://{HOST}/sign-in/back?")
        return self.at.client.get(back, follow_redirects=False)

    def person(self) -> str:
        answer = self.at.client.get("/v1/me")
        return str(answer.json()["person"]) if answer.is_success else ""


@pytest.fixture
def entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Entered]:
    clock = OfBench()
    with issuer_double(tmp_path / "issuer", clock, monkeypatch) as issuer:
        vouched = Vouched(issuer.issuer(), fetched, clock)
        counters = counters_of([vouched], posted, clock)
        with bench(tmp_path, trust=Trust((vouched,)), counters=counters) as at:
            clock.at = at
            enrol(at.parts.records, Owner("ann"), Member(person=ANN, role=Role.EDITOR))
            yield Entered(at, issuer)


def test_whoever_the_issuer_vouches_for_is_signed_in_and_goes_on_to_the_page_that_they_wanted(entered: Entered) -> None:
    wanted = "/jobs/ann/a%20b?t=3#line-2"
    page = entered.at.client.get("/sign-in", params={"next": wanted})
    assert f"{OUT}?next=%2Fjobs%2Fann%2Fa%2520b%3Ft%3D3%23line-2" in page.text
    assert "Sign in with Corp" in page.text
    answer = entered.come_back(entered.issuer.signed_in(entered.set_out(wanted), "ann"))
    assert (answer.status_code, answer.headers["Refresh"]) == (200, f"0; url={wanted}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert entered.person() == ANN
    assert entered.at.client.get("/", follow_redirects=False).status_code == 200


def test_what_the_browser_keeps_is_read_by_no_script_and_the_sign_in_is_sent_by_no_other_site(entered: Entered) -> None:
    out = entered.at.client.get(OUT, follow_redirects=False)
    (journey,) = out.headers.get_list("Set-Cookie")
    assert {"HttpOnly", "SameSite=lax", "Max-Age=600"} <= set(journey.split("; "))
    answer = entered.come_back(entered.issuer.signed_in(out.headers["Location"], "ann"))
    given = {cookie.partition("=")[0]: set(cookie.split("; ")) for cookie in answer.headers.get_list("Set-Cookie")}
    for name in ("dropcut-access", "dropcut-refresh"):
        assert {"HttpOnly", "SameSite=strict"} <= given[name]
    assert "Max-Age=0" in given["dropcut-journey"]


def test_neither_address_tells_what_would_let_somebody_else_in(entered: Entered) -> None:
    there = entered.set_out()
    asked = parse_qs(urlsplit(there).query)
    assert set(asked) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert asked["redirect_uri"] == [f"http://{HOST}/sign-in/back"]
    assert len({asked[name][0] for name in ("state", "nonce", "code_challenge")}) == 3
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_a_code_is_good_once(entered: Entered) -> None:
    back = entered.issuer.signed_in(entered.set_out(), "ann")
    assert entered.come_back(back).status_code == 200
    assert entered.come_back(back).status_code == 400


def test_nobody_is_signed_in_by_a_journey_that_began_elsewhere(entered: Entered) -> None:
    """Somebody leads a browser back with a code of their own, so that what is sent there becomes theirs."""
    back = entered.issuer.signed_in(entered.set_out(), "mallory")
    entered.at.client.cookies.clear()
    assert entered.come_back(back).status_code == 400
    entered.set_out()
    assert entered.come_back(back).status_code == 400
    assert entered.person() == ""


def test_a_stolen_code_is_worth_nothing_without_what_it_was_asked_for_with(entered: Entered) -> None:
    stolen = parse_qs(urlsplit(entered.issuer.signed_in(entered.set_out(), "ann")).query)["code"][0]
    own = parse_qs(urlsplit(entered.issuer.signed_in(entered.set_out(), "mallory")).query)
    answer = entered.come_back(f"http://{HOST}/sign-in/back?code={stolen}&state={own['state'][0]}")
    assert answer.status_code == 400
    assert entered.person() == ""


def test_a_journey_takes_ten_minutes_at_most(entered: Entered) -> None:
    there = entered.set_out()
    entered.at.small.clock.sleep(Millis(10 * 60_000))
    assert entered.come_back(entered.issuer.signed_in(there, "ann")).status_code == 400


@pytest.mark.parametrize("change", ["&iss=https://evil.example", "&error=access_denied", ""])
def test_what_the_issuer_did_not_say_signs_nobody_in(entered: Entered, change: str) -> None:
    entered.issuer.iss_too = False
    back = entered.issuer.signed_in(entered.set_out(), "ann")
    if not change:
        back = back.replace("code=", "none=")
    assert entered.come_back(back + change).status_code == 400
    assert entered.person() == ""


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another journey"}, {"nonce": None}, {"aud": "somebody-else"}, {"aud": ["dropcut-pages"], "azp": "else"},
        {"iss": "https://evil.example"}, {"exp": 1}, {"nbf": 10**10}, {"iat": 10**10, "exp": 10**11}, {"sub": None},
        {"exp": None},
    ],
    ids=str,
)  # fmt: skip
def test_an_identity_token_that_does_not_hold_signs_nobody_in(entered: Entered, lie: dict[str, object]) -> None:
    entered.issuer.lies = lie
    assert entered.come_back(entered.issuer.signed_in(entered.set_out(), "ann")).status_code == 400
    assert entered.person() == ""


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\\\\evil",
        "/a\nSet-Cookie: a=b",
        "",
    ],
)
def test_nobody_is_led_elsewhere(entered: Entered, onward: str) -> None:
    assert "evil" not in entered.at.client.get("/sign-in", params={"next": onward}).text
    answer = entered.come_back(entered.issuer.signed_in(entered.set_out(onward), "ann"))
    assert answer.headers["Refresh"] == "0; url=/"


def test_an_issuer_that_is_silent_is_told_as_such(entered: Entered, monkeypatch: pytest.MonkeyPatch) -> None:
    back = entered.issuer.signed_in(entered.set_out(), "ann")
    monkeypatch.setattr(IssuerDouble, "exchanged", lambda _double, _form: (503, "text/plain", ""))
    answer = entered.come_back(back)
    assert (answer.status_code, entered.person()) == (503, "")
    assert "Try again" in answer.text


def test_what_it_tells_of_itself_is_asked_for_once(entered: Entered) -> None:
    for _ in range(3):
        entered.come_back(entered.issuer.signed_in(entered.set_out(), "ann"))
    assert [path for path in entered.issuer.asked if path != "/token"] == ["/.well-known/openid-configuration", "/keys"]


def test_where_nobody_signs_in_or_with_another_issuer_there_is_no_such_way(entered: Entered, tmp_path: Path) -> None:
    assert entered.at.client.get("/sign-in/with/nobody", follow_redirects=False).status_code == 404
    with bench(tmp_path / "trusting") as at:
        assert at.client.get(OUT, follow_redirects=False).status_code == 404
        assert at.client.get("/sign-in/back?state=a&code=b", follow_redirects=False).status_code == 400


def test_whoever_has_no_role_is_told_by_which_name_to_ask_for_one(entered: Entered) -> None:
    entered.come_back(entered.issuer.signed_in(entered.set_out(), "zoe"))
    page = entered.at.client.get("/").text
    assert f"{NAME}:zoe@example.com" in page
    assert "gives you a role" in page
