"""Searching over HTTP: an owner's own jobs and no others, and nothing that is typed is an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from dropcut.api.access.callers import Caller, Shown
from dropcut.api.app import make_app
from dropcut.domain.access import Rights, Role
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId, Owner
from dropcut.domain.searching import INDEX, Indexed, Part, Passage
from dropcut.domain.values import Millis
from dropcut.search.index import Named, write
from tests.api.benches import Bench

ANN, BOB = Owner("ann"), Owner("bob")


class As:
    """A gate that takes everybody for one person."""

    def __init__(self, **roles: Role) -> None:
        self.asks_a_store = False
        self._rights = Rights(by_owner={Owner(owner): role for owner, role in roles.items()})

    def caller(self, _shown: Shown) -> Caller:
        return Caller(person="somebody", rights=self._rights)


def asked_by(at: Bench, **roles: Role) -> TestClient:
    """A client of the same home, for somebody with these roles."""
    app = make_app(replace(at.parts, gate=As(**roles)))
    return TestClient(app, base_url=str(at.client.base_url))


def put(at: Bench, folder: Path, job: str, text: str) -> None:
    """A job whose index holds one phrase, said from its second minute on."""
    drop, file = JobId.parse(job), folder / f"{job.replace('/', '-')}.sqlite"
    file.unlink(missing_ok=True)
    said = Passage(part=Part.TRANSCRIPT, text=text, clip="takes/a b.mp4", start=Millis(60_000))
    count = write(file, Named("", "Holiday"), [said], lambda: None)
    ledger, blobs = at.small.ledger, at.small.blobs
    there = ledger.create_job(Job(id=drop))
    blob = blobs.put(f"store/{drop.owner}/write_index/{'0' * 64}/{there.version + 1}/index.sqlite", file.read_bytes())
    ledger.update_job(there.with_(kept={INDEX: Indexed(index=blob, passages=count).model_dump_json()}))


def test_a_hit_tells_the_clip_the_moment_and_where_it_plays(at: Bench, tmp_path: Path) -> None:
    put(at, tmp_path, "ann/holiday", "the harbour at night")
    answer = at.client.get("/v1/search", params={"owner": "ann", "words": '"harbour at" nig*'}).json()
    (hit,) = answer["hits"]
    assert (hit["job"], hit["clip"], hit["start"]) == ("ann/holiday", "takes/a b.mp4", 60.0)
    assert hit["link"] == "/v1/jobs/ann/holiday/clips/takes/a%20b.mp4#t=60"
    assert answer["schema"] == "dropcut/search@1"


def test_the_link_of_what_the_cut_says_leads_into_the_cut(at: Bench, tmp_path: Path) -> None:
    put(at, tmp_path, "ann/holiday", "the harbour")
    (hit,) = at.client.get("/v1/search", params={"owner": "ann", "words": "harbour"}).json()["hits"]
    assert urlsplit(hit["link"]).fragment == "t=60"


def test_nothing_of_another_owner_is_found_or_told(at: Bench, tmp_path: Path) -> None:
    put(at, tmp_path, "ann/holiday", "the harbour")
    put(at, tmp_path, "bob/secret", "the harbour of bob")
    ann = asked_by(at, ann=Role.VIEWER)
    found = ann.get("/v1/search", params={"words": "harbour"}).json()
    assert [hit["job"] for hit in found["hits"]] == ["ann/holiday"]
    refused = ann.get("/v1/search", params={"words": "harbour", "owner": "bob"})
    nobody = ann.get("/v1/search", params={"words": "harbour", "owner": "nobody"})
    assert refused.status_code == nobody.status_code == 404
    assert refused.json()["detail"] == nobody.json()["detail"]
    assert ann.get("/v1/search", params={"words": "harbour", "drop": "secret"}).json()["hits"] == []
    assert ann.get("/v1/search", params={"words": "harbour", "drop": "../bob/secret"}).json()["hits"] == []


@pytest.mark.parametrize("words", ["", '"', "a AND (", "\x00", "%", "*", "🎬", "'; --", "NEAR(", '"x' * 100])
def test_nothing_that_is_typed_is_an_error(at: Bench, tmp_path: Path, words: str) -> None:
    put(at, tmp_path, "ann/holiday", "the harbour")
    answered = at.client.get("/v1/search", params={"owner": "ann", "words": words})
    assert answered.status_code == 200
    assert answered.json()["hits"] == []


def test_what_changed_is_found_anew(at: Bench, tmp_path: Path) -> None:
    put(at, tmp_path, "ann/holiday", "the harbour")
    assert at.client.get("/v1/search", params={"owner": "ann", "words": "harbour"}).json()["hits"]
    put(at, tmp_path, "ann/holiday", "the mountain")
    assert not at.client.get("/v1/search", params={"owner": "ann", "words": "harbour"}).json()["hits"]
    assert at.client.get("/v1/search", params={"owner": "ann", "words": "mountain"}).json()["hits"]


def test_whose_must_be_said_where_it_is_not_clear(at: Bench) -> None:
    assert at.client.get("/v1/search", params={"words": "harbour"}).status_code == 422
