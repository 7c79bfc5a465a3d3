"""What no request gets past."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import structlog

from dropcut.api.access.checking import Trust
from dropcut.api.access.members import Member, enrol
from dropcut.api.guards import bodies
from dropcut.api.guards.bodies import LARGEST_BODY, LARGEST_PIECE
from dropcut.api.problems import MEDIA_TYPE
from dropcut.domain.access import Role
from dropcut.domain.errors import Unavailable
from dropcut.domain.names import Owner
from dropcut.domain.values import Millis
from tests.api.benches import BYTES, FACE, HOST, Bench, bench
from tests.api.people import Authority, bearer, person

DROP = {"owner": "ann", "name": "holiday"}


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "testserver:81", "a b", "testserver@evil"])
def test_a_page_that_names_this_machine_its_own_reads_nothing(at: Bench, host: str) -> None:
    """DNS rebinding: the name is the other site's, the address is ours."""
    answer = at.client.get("/v1/jobs", headers={"Host": host})
    assert (answer.status_code, answer.headers["Content-Type"]) == (421, MEDIA_TYPE)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Origin": f"http://{HOST}:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(at: Bench, headers: dict[str, str]) -> None:
    assert at.client.post("/v1/drops", json=DROP, headers=headers).status_code == 403
    assert at.client.get("/v1/jobs").json()["jobs"] == []


def test_our_own_page_and_programs_do(at: Bench) -> None:
    assert at.client.post("/v1/drops", json=DROP, headers={"Origin": f"http://{HOST}"}).status_code == 201
    assert at.client.post("/v1/drops", json=DROP).status_code == 201


def test_other_sites_are_let_in_by_name_alone(tmp_path: Path) -> None:
    studio = "https://studio.example"
    with bench(tmp_path, face=FACE.model_copy(update={"origins": (studio,)})) as at:
        answer = at.client.post("/v1/drops", json=DROP, headers={"Origin": studio})
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (201, studio)
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        assert "Access-Control-Allow-Origin" not in at.client.options("/v1/drops", headers=asked).headers


def test_every_answer_tells_a_browser_to_do_nothing_with_it(at: Bench) -> None:
    for path in ("/v1/jobs", "/nowhere", "/health", "/openapi.json"):
        headers = at.client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Request-Id"]


def test_bodies_are_read_up_to_a_limit(at: Bench) -> None:
    large = b'"' + b"a" * LARGEST_BODY + b'"'
    for content in (large, iter([large[:1000]] * 2000)):
        answer = at.client.post("/v1/drops", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
    href = at.client.post("/v1/drops/ann/holiday/uploads", json={"path": "a.mp4", "size": 10**9}).json()["href"]
    assert at.piece(href, 0, bytes(LARGEST_PIECE + 1)).status_code == 413
    assert at.client.get(href).json()["offset"] == 0
    assert at.client.post("/v1/drops", content=b"", headers={"Content-Length": "-1"}).status_code in {400, 413}


async def spoken_to(at: Bench, path: str, method: str, pieces: AsyncIterator[bytes], **headers: str) -> int:
    """One request whose body comes as slowly as `pieces` do."""
    status = 0

    async def receive() -> dict[str, Any]:
        try:
            return {"type": "http.request", "body": await anext(pieces), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    raw = [(name.lower().encode(), value.encode()) for name, value in {"Host": HOST, **headers}.items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path, "scheme": "http",
        "raw_path": path.encode(), "query_string": b"", "headers": raw, "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    await at.app(scope, receive, send)  # type: ignore[arg-type]
    return status


def alone(speaking: Coroutine[Any, Any, int]) -> int:
    """In a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, speaking).result()


async def drops(size: int, pause_s: float) -> AsyncIterator[bytes]:
    for _ in range(size):
        yield b" "
        await asyncio.sleep(pause_s)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_BETWEEN_S", "_WHOLE_S", "_PIECE_S"):
        monkeypatch.setattr(bodies, name, 0.2)


@pytest.mark.parametrize("pause_s", [0.01, 5.0])
def test_a_body_that_trickles_in_holds_nothing_open(at: Bench, impatient: None, pause_s: float) -> None:
    kind = {"Content-Type": "application/json"}
    assert alone(spoken_to(at, "/v1/drops", "POST", drops(1000, pause_s), **kind)) == 408
    href = at.client.post("/v1/drops/ann/holiday/uploads", json={"path": "a.mp4", "size": 10**6}).json()["href"]
    headers = {"Content-Type": BYTES, "Upload-Offset": "0"}
    assert alone(spoken_to(at, href, "PATCH", drops(1000, pause_s), **headers)) == 408
    assert at.client.get(href).json()["offset"] == 0
    assert at.piece(href, 0, b"abc").json()["offset"] == 3


def test_whoever_leaves_in_the_middle_of_a_piece_leaves_nothing(at: Bench) -> None:
    href = at.client.post("/v1/drops/ann/holiday/uploads", json={"path": "a.mp4", "size": 10**6}).json()["href"]
    alone(spoken_to(at, href, "PATCH", drops(3, 0), **{"Content-Type": BYTES, "Upload-Offset": "0"}))
    assert at.client.get(href).json()["offset"] == 0


def test_too_many_requests_of_an_address_are_told_when_to_come_again(tmp_path: Path) -> None:
    with bench(tmp_path, face=FACE.model_copy(update={"per_address_a_minute": 10})) as at:
        statuses = [at.client.get("/v1/me").status_code for _ in range(12)]
        assert statuses[:10] == [200] * 10
        assert 429 in statuses
        assert 1 <= int(at.client.get("/v1/me").headers["Retry-After"]) <= 60


def test_a_persons_rate_holds_over_all_processes_and_writes_no_document_twice(tmp_path: Path) -> None:
    with bench(tmp_path / "clock") as other:
        authority = Authority(other.small.clock)
    face = FACE.model_copy(update={"per_person_a_minute": 80})
    trust = Trust((authority.vouched(),))
    with bench(tmp_path, trust=trust, face=face) as one, bench(tmp_path, trust=trust, face=face, beside=one) as two:
        enrol(one.parts.records, Owner("ann"), Member(person=person("ann"), role=Role.VIEWER))
        headers = bearer(authority.token("ann"))
        answers = [at.client.get("/v1/me", headers=headers) for _ in range(60) for at in (one, two)]
        assert sum(answer.status_code == 200 for answer in answers) == 80
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert one.client.get("/v1/me", headers=bearer(authority.token("ben"))).status_code == 200
        one.small.clock.sleep(Millis(60_000))
        assert one.client.get("/v1/me", headers=headers).status_code == 200


@pytest.mark.logs_errors
def test_a_mistake_of_ours_tells_nothing_of_it(at: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("dropcut.api.routes.jobs.job_view", broken)
    monkeypatch.setattr(
        structlog.get_config()["processors"][-1], "_exception_formatter", structlog.dev.plain_traceback, raising=False
    )
    where = "/v1/jobs/ann/holiday"
    at.client.post("/v1/drops", json=DROP)
    answer = at.client.get(where)
    assert (answer.status_code, answer.json()["title"]) == (500, "Dropcut made a mistake")
    assert "secret" not in answer.text


def test_a_home_that_cannot_be_asked_is_busy_and_not_ready(at: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        raise Unavailable("The store is silent.", "Wait.")

    monkeypatch.setattr(at.small.ledger, "now", silent)
    answer = at.client.get("/ready")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert at.client.get("/health").status_code == 200
