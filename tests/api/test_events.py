"""Following a job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.api.benches import Bench, bench
from tests.api.serving import ANY, served

EVENTS = "/v1/jobs/ann/holiday/events"


@dataclass(frozen=True)
class Live:
    at: Bench
    client: httpx2.Client

    @contextmanager
    def events(self, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
        with self.client.stream("GET", EVENTS, headers=headers) as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            yield _events(answer)

    def change(self, what: str) -> None:
        self.client.post(f"/v1/jobs/ann/holiday/{what}").raise_for_status()


def _events(answer: httpx2.Response) -> Iterator[dict[str, Any]]:
    event: dict[str, Any] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if name in {"id", "event", "data"}:
            event[name] = json.loads(value) if name == "data" else value
        elif not line and event:
            yield event
            event = {}


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with bench(tmp_path, face=ANY) as at, served(at) as client:
        client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}).raise_for_status()
        yield Live(at, client)


def test_a_follower_sees_how_the_job_stands_and_every_change(live: Live) -> None:
    with live.events() as events:
        assert next(events)["data"]["state"] == "working"
        live.change("cancel")
        told = next(events)
        assert (told["event"], told["data"]["state"]) == ("job", "cancelled")
        live.change("retry")
        assert next(event for event in events if event["data"]["state"] == "working")["id"] > told["id"]


def test_whoever_comes_back_is_told_what_they_missed_and_nothing_twice(live: Live) -> None:
    with live.events() as events:
        last = next(events)["id"]
    live.change("cancel")
    with live.events(**{"Last-Event-ID": last}) as events:
        missed = next(events)
        assert missed["data"]["state"] == "cancelled"
    with live.events(**{"Last-Event-ID": missed["id"]}) as events:
        live.change("retry")
        assert next(events)["data"]["state"] == "working"


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²"])
def test_a_strange_number_is_that_of_somebody_who_saw_nothing(live: Live, number: str) -> None:
    with live.client.stream("GET", EVENTS, headers=[(b"Last-Event-ID", number.encode())]) as answer:
        assert next(_events(answer))["data"]["id"] == "ann/holiday"


def test_followers_of_a_deleted_job_are_told_so_and_the_stream_ends(live: Live) -> None:
    live.change("cancel")
    with live.events() as events:
        next(events)
        live.client.delete("/v1/jobs/ann/holiday").raise_for_status()
        assert [event["event"] for event in events][-1] == "gone"
    assert live.client.get(EVENTS).status_code == 404


def test_more_than_may_follow_are_told_to_come_later(tmp_path: Path) -> None:
    with bench(tmp_path, face=ANY.model_copy(update={"streams": 1})) as at, served(at) as client:
        client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}).raise_for_status()
        live = Live(at, client)
        with live.events() as events:
            next(events)
            answer = client.get(EVENTS)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("name", ["a%2Fb", "100% ü?#&", "%00", "..%2f..", "+ +"])
def test_any_name_comes_through_a_real_server(live: Live, name: str) -> None:
    made = live.client.post("/v1/drops", json={"owner": "ann", "name": name})
    assert made.status_code == 201
    assert live.client.get(made.headers["Location"]).json()["name"] == name
    assert live.client.get(f"/v1/jobs/ann/{'%FF%FE'}").status_code in {404, 422}
