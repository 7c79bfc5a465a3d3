"""A deployed function: what it answers, what it logs, and what it never imports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dropcut.domain.names import JobId
from tests.entry_points.deployed import Deployment
from tests.unit.cloud.entering.requests import JSON

DROP = JobId.parse("ann/my video")
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path)
    yield made
    made.close()


def finalized(deployment: Deployment) -> dict[str, str]:
    return {
        **JSON,
        "ce-id": "1",
        "ce-specversion": "1.0",
        "ce-type": "google.cloud.storage.object.v1.finalized",
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{deployment.inbox.name}",
        "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01",
    }


def test_an_object_begins_a_job_and_rubbish_is_taken_and_logged(deployment: Deployment) -> None:
    name = f"inbox/{DROP}/script.md"
    deployment.inbox.put(name, b"Hello.\n", {})
    event = f'{{"bucket": "{deployment.inbox.name}", "name": "{name}"}}'.encode()
    with deployment.function("advance") as function:
        assert function.post(event, finalized(deployment)) == 204
        assert [file.path for file in deployment.ledger.job(DROP).files] == ["script.md"]
        assert [function.post(body, JSON) for body in (b"", b"{}", b"not json", b'{"message": {}}')] == [204] * 4
        errors = [line for line in function.lines() if line["severity"] == "ERROR"]
    assert len(errors) == 4
    assert all(line["message"].startswith("given up") and line["why"] for line in errors)


def test_what_it_says_of_a_request_names_the_request(deployment: Deployment) -> None:
    with deployment.function("advance") as function:
        function.post(b"{}", {**finalized(deployment)})
        (line,) = [line for line in function.lines() if line["severity"] == "ERROR"]
    assert line["logging.googleapis.com/trace"] == f"projects/{deployment.project}/traces/{TRACE}"


def test_a_function_that_is_told_too_little_says_what_is_missing(deployment: Deployment) -> None:
    deployment.told["DROPCUT_TOPIC"] = ""
    with deployment.function("sweep") as function:
        assert function.post(b"", JSON) == 500
        assert "DROPCUT_TOPIC is not set." in (deployment.place / "sweep.log").read_text()
