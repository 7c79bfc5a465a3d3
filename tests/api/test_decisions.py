"""What a person settles, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.benches import Bench


def dropping(text: str) -> dict[str, Any]:
    return {"made": [{"line": {"text": text}, "dropped": True}]}


def test_decisions_make_a_new_revision(at: Bench) -> None:
    where = at.done()
    revision = at.small.job.revision
    seen = at.client.get(f"{where}/decisions")
    put = at.client.put(f"{where}/decisions", json=dropping("hello"), headers={"If-Match": seen.headers["ETag"]})
    assert put.status_code == 200
    assert put.headers["ETag"] != seen.headers["ETag"]
    assert at.client.get(f"{where}/decisions").json() == put.json()
    assert at.small.job.revision == revision + 1


def test_of_two_editors_the_later_is_told_and_nothing_is_lost(at: Bench) -> None:
    where = at.done()
    tag = at.client.get(f"{where}/decisions").headers["ETag"]
    first = at.client.put(f"{where}/decisions", json=dropping("hello"), headers={"If-Match": tag})
    second = at.client.put(f"{where}/decisions", json=dropping("world"), headers={"If-Match": tag})
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.headers["ETag"] == first.headers["ETag"]
    assert at.client.get(f"{where}/decisions").json()["made"][0]["line"]["text"] == "hello"


def test_whoever_has_seen_nothing_changes_nothing(at: Bench) -> None:
    where = at.done()
    assert at.client.put(f"{where}/decisions", json=dropping("hello")).status_code == 428
    assert at.client.get(f"{where}/decisions").json()["made"] == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"made": [{"line": {"text": "\\ud800"}}]}',
        b'{"made": "x"}',
        b"[" * 100_000,
        b'{"made": [{"line": {"text": "a"}, "earlier": "1/0"}]}',
        b'{"made": [{"line": {"text": "a"}, "earlier": 1e400}]}',
        b'{"made": [], "more": 1}',
        b"\xff\xfe",
        b"",
    ],
)
def test_what_is_no_decision_is_refused_in_words(at: Bench, body: bytes) -> None:
    where = at.done()
    headers = {"If-Match": at.client.get(f"{where}/decisions").headers["ETag"], "Content-Type": "application/json"}
    answer = at.client.put(f"{where}/decisions", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]
