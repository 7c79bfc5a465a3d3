"""The deployed API: the same app, over Firestore and buckets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import httpx2
import pytest
import requests

from dropcut.api.access.keys import Keys
from dropcut.api.access.members import Member, enrol
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Access, Tokens
from dropcut.cloud.firestore.clients import connected_to_emulator
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.domain.access import Role
from dropcut.domain.names import JobId, Owner
from dropcut.engine.clock import SystemClock
from tests.emulators.firestore import firestore_address
from tests.entry_points.deployed import Deployment

ANN = "google:ann@example.com"
NAME = "api.example"
DROP = JobId.parse("ann/holiday")
TOLD = {"DROPCUT_HOSTS": NAME, "DROPCUT_CLIENTS": "some.apps.googleusercontent.com"}


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path, **TOLD)
    yield made
    made.close()


@contextmanager
def signed_in(deployment: Deployment) -> Iterator[httpx2.Client]:
    """Somebody who edits ann's drops, as they are once Google vouched for them."""
    with closing(connected_to_emulator(deployment.project, firestore_address())) as connection:
        records, clock = FirestoreRecords(connection), SystemClock()
        enrol(records, Owner("ann"), Member(person=ANN, role=Role.EDITOR))
        session = Sessions(records).begin(ANN)
        token = Tokens(Keys(records, clock), clock).written(Access(ANN, session.session))
    with deployment.function("api") as function:
        headers = {"Host": NAME, "Authorization": f"Bearer {token}"}
        with httpx2.Client(base_url=f"http://{function.address}", headers=headers, timeout=60, trust_env=False) as client:
            yield client


def test_a_drop_is_sent_to_the_bucket_itself_and_followed(deployment: Deployment) -> None:
    data = b"some footage" * 1000
    with signed_in(deployment) as client:
        assert client.get("/v1/me").json()["rights"]["by_owner"] == {"ann": "editor"}
        assert client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}).status_code == 201
        words = {"path": "take 1.mp4", "size": len(data), "sha256": sha256(data).hexdigest()}
        begun = client.post("/v1/drops/ann/holiday/uploads", json=words).json()
        assert begun["direct"].startswith("http")
        assert client.post("/v1/drops/ann/holiday/uploads", json=words).json() == begun
        assert client.get("/v1/jobs/ann/holiday").json()["waiting_for"] == '"take 1.mp4" is still uploading'
        assert requests.put(begun["direct"], data=data, timeout=60).ok
        assert client.get(begun["href"]).json()["done"]
        (file,) = client.get("/v1/drops/ann/holiday").json()["files"]
        assert (file["path"], file["size"]) == ("take 1.mp4", len(data))
        with client.stream("GET", "/v1/jobs/ann/holiday/events") as events:
            assert any("ann/holiday" in line for line in events.iter_lines())
        assert client.post("/v1/jobs/ann/holiday/retry", headers={"Idempotency-Key": "one"}).status_code == 200
    assert deployment.ledger.job(DROP).revision > 0


def test_whoever_is_not_signed_in_or_asks_for_another_name_gets_nothing(deployment: Deployment) -> None:
    with signed_in(deployment) as client:
        assert client.get("/health", headers={"Authorization": ""}).status_code in {200, 401}
        assert client.get("/v1/jobs", headers={"Authorization": "Bearer x.y.z"}).status_code == 401
        assert client.get("/v1/jobs", headers={"Host": "evil.example"}).status_code == 421
        assert client.get("/v1/jobs/ben/secret").status_code == 404
        assert "max-age" in client.get("/v1/jobs").headers["Strict-Transport-Security"]
