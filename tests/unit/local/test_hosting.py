"""A home of this machine as its face is met: whom it lets in, and under which names."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from dropcut.domain.values import Millis
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.local import facing, prompt, wiring
from dropcut.local.exits import Misuse
from dropcut.local.hosting import hosted
from dropcut.local.meeting import Meeting
from dropcut.local.place import of_home

TOKEN = "a-token-of-many-letters-and-more"  # noqa: S105 - of the test
PIPELINE = Pipeline(recipe="tests.e2e.pipeline:recipe", catalog="tests.e2e.pipeline:CATALOG")


@contextmanager
def met(folder: Path, meeting: Meeting) -> Iterator[httpx2.Client]:
    place = of_home(folder / "home")
    with (
        wiring.opened(place, PIPELINE, "test", Keeper().beating) as workplace,
        hosted(workplace, Millis(0), meeting) as address,
        httpx2.Client(base_url=address, timeout=20, trust_env=False) as client,
    ):
        yield client


def test_whoever_sits_at_the_machine_needs_no_sign_in(tmp_path: Path) -> None:
    with met(tmp_path, Meeting(port=0)) as client:
        assert client.get("/v1/me").json()["person"] == "local"
        assert client.get("/v1/me", headers={"Host": "evil.example"}).status_code == 421
        assert client.post("/v1/drops", json={"owner": "ann", "name": "x"}).status_code == 422
        made = client.post("/v1/drops", json={"owner": "local", "name": "x"})
        assert made.status_code == 201
        assert "Strict-Transport-Security" not in made.headers


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "machine.example", "2130706433", "127.0.0.1.example"])  # noqa: S104
def test_an_address_that_others_reach_is_refused_without_a_token(tmp_path: Path, host: str) -> None:
    with pytest.raises(Misuse, match="can be reached from other machines"), met(tmp_path, Meeting(host=host, port=0)):
        pass


@pytest.mark.parametrize("text", ["", "short", "words with spaces in them all over", "ü" * 40, "a" * 12 + "\n" + "b" * 40])
def test_a_token_that_can_be_guessed_or_not_sent_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "token"
    file.write_text(text)
    with pytest.raises(Misuse), met(tmp_path, Meeting(port=0, token=file)):
        pass


def test_with_a_token_everybody_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    with met(tmp_path, Meeting(port=0, token=file)) as client:
        shown = {"Authorization": f"Bearer {TOKEN}"}
        assert client.get("/v1/jobs").status_code == 401
        assert client.get("/v1/jobs", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 401
        assert client.get("/v1/jobs", headers=shown).status_code == 200
        given = client.post("/v1/tokens", json={}, headers=shown).json()
        assert client.get("/v1/jobs", headers={"Authorization": f"Bearer {given['access']}"}).status_code == 200


def test_other_sites_are_let_in_by_name(tmp_path: Path) -> None:
    studio = "https://studio.example"
    with met(tmp_path, Meeting(port=0, origins=(f"{studio}/",))) as client:
        for origin, status, let_in in ((studio, 201, studio), ("https://evil.example", 403, None)):
            made = client.post("/v1/drops", json={"owner": "local", "name": "x"}, headers={"Origin": origin})
            assert (made.status_code, made.headers.get("Access-Control-Allow-Origin")) == (status, let_in)
            asked = {"Origin": origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "If-Match"}
            preflight = client.options("/v1/jobs/local/x/decisions", headers=asked)
            assert preflight.headers.get("Access-Control-Allow-Origin") == let_in
    with met(tmp_path / "closed", Meeting(port=0)) as client:
        assert "Access-Control-Allow-Origin" not in client.get("/v1/jobs", headers={"Origin": studio}).headers


@pytest.mark.parametrize("origin", ["*", "null", "studio.example", "https://studio.example/page", "https://*.example", ""])
def test_what_is_no_sites_address_is_refused(tmp_path: Path, origin: str) -> None:
    with pytest.raises(Misuse, match="is no site's address"), met(tmp_path, Meeting(port=0, origins=(origin,))):
        pass


def test_an_address_that_asks_too_often_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facing, "_PER_ADDRESS", 5)
    with met(tmp_path, Meeting(port=0)) as client:
        answers = [client.get("/v1/me") for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(Misuse, match="cannot be listened on"),
        met(tmp_path, Meeting(port=taken.getsockname()[1])),
    ):
        pass


def test_headers_that_trickle_in_hold_no_connection_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt, "HEADERS_S", 0.3)
    with met(tmp_path, Meeting(port=0)) as client:
        for begun in (b"", b"GET / HTTP/1.1\r\nHost: x", b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET"):
            with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=10) as slow:
                slow.sendall(begun)
                while slow.recv(4096):
                    pass
        assert client.get("/health").status_code == 200
