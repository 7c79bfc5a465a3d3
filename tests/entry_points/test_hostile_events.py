"""Events that somebody made up: each is taken once, changes nothing that is not its own, and leaves the function alive."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from tests.entry_points.deployed import Deployment
from tests.unit.cloud.entering.requests import JSON

STORAGE = "google.cloud.storage.object.v1."
NAMES = (
    "inbox/../outbox/ann/a.mp4",
    "inbox/ann/../bob/secret.mp4",
    "inbox/ann/..",
    "inbox/ann/../x",
    "inbox/./x/a.mp4",
    "inbox//x/a.mp4",
    "inbox/ann//a.mp4",
    "inbox/ann/.dropcut/a.mp4",
    "inbox/Ann/x/a.mp4",
    "inbox/ann~bob/x/a.mp4",
    "inbox/ann/x\u0000y/a.mp4",
    "inbox/ann/x\ny/a.mp4",
    "inbox/ann/\u202ex/a.mp4",
    "inbox/ann/" + "x" * 1_500 + "/a.mp4",
    "inbox/" + "a" * 1_500 + "/x/a.mp4",
    "inbox/ann/x" + "/y" * 5_000,
    "store/ann/render/k/1/a.ts",
    "outbox/ann/x/cut.mp4",
    "/etc/passwd",
    "",
    "gs://other/inbox/ann/x/a.mp4",
)
TASKS = (
    {"owner": "../bob", "step": "find", "key": "k"},
    {"owner": "ann", "step": "../advance", "key": "k"},
    {"owner": "ann", "step": "find", "key": "../../jobs/ann~x"},
    {"owner": "ann/bob", "step": "find", "key": "k/l"},
    {"owner": "", "step": "", "key": ""},
    {"owner": "a" * 3_000, "step": "find", "key": "k" * 3_000},
    {"owner": "__ann__", "step": "find", "key": "__k__"},
    {"owner": "ann\n", "step": "find", "key": "\u0000"},
    {"owner": ["ann"], "step": {"x": 1}, "key": None},
)
JOBS = (
    {"owner": "..", "name": ".."},
    {"owner": "ann", "name": "../../x"},
    {"owner": "ann", "name": "x" * 2_000},
    {"owner": "ann", "name": "\u0000"},
    {"owner": "", "name": ""},
    {"owner": 1, "name": 2},
    "ann/x",
    ["ann", "..", "x"],
    ["ann", "x/../../y"],
    ["__ann__", "__x__"],
)
HUGE = "x" * 400_000
BODIES = (
    b"\xff\xfe\x00",
    b"[" * 50_000,
    b'{"message":' * 20_000,
    b'{"message": {"data": "' + b"A" * 400_000 + b'"}}',
    json.dumps({"message": {"data": "", "attributes": {HUGE: HUGE[:1000]}}}).encode(),
    json.dumps({"message": {"data": "e30=", "attributes": {f"a{n}": "b" for n in range(20_000)}}}).encode(),
    b'{"message": {"data": 7}}',
    b'{"message": null, "message": {"data": "e30="}}',
    b"NaN",
    b'"inbox/ann/x/a.mp4"',
)


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path)
    yield made
    made.close()


def told(*messages: object) -> Iterator[bytes]:
    for message in messages:
        data = b64encode(json.dumps(message).encode()).decode()
        yield json.dumps({"message": {"data": data, "attributes": {"kind": "task"}}}).encode()


def hostile_messages() -> list[bytes]:
    tasks = told(*({"kind": "task", "task": task} for task in TASKS))
    flat = told(*({"kind": "task", "task": list(task.values())} for task in TASKS))
    jobs = told(*({"kind": "advance", "job": job} for job in JOBS))
    odd = told({"kind": "task"}, {"kind": "obey"}, {"kind": "advance", "job": ["ann", "x"], "more": 1}, [], None, 3)
    urgent = told({"kind": "advance", "job": ["ann", "x"], "priority": 10**400})
    return [*tasks, *flat, *jobs, *odd, *urgent, *BODIES]


def event(name: str, bucket: str) -> bytes:
    return json.dumps({"bucket": bucket, "name": name}).encode()


@pytest.mark.timeout(180)
def test_whatever_an_event_says_it_is_taken_and_no_job_begins(deployment: Deployment) -> None:
    inbox = deployment.inbox.name
    deployment.inbox.put("inbox/ann/real/script.md", b"Hello.\n", {})
    with deployment.function("advance") as function:
        for kind in ("finalized", "deleted", "metadataUpdated", "\u00e9", "x" * 6_000):
            headers = {**JSON, "ce-type": f"{STORAGE}{kind}".encode().decode("latin-1"), "ce-subject": "objects/../../x"}
            assert function.post(event("inbox/ann/real/../real/script.md", inbox), headers) == 204
            assert function.post(event("inbox/ann/real/script.md", "another-bucket"), headers) == 204
        headers = {**JSON, "ce-type": f"{STORAGE}finalized"}
        assert [function.post(event(name, inbox), headers) for name in NAMES] == [204] * len(NAMES)
        assert [function.post(body, headers) for body in BODIES] == [204] * len(BODIES)
        messages = hostile_messages()
        assert [function.post(body, JSON) for body in messages] == [204] * len(messages)
        jobs = list(deployment.ledger.jobs())
        assert [(str(job.id), [file.path for file in job.files]) for job in jobs] in ([], [("ann/real", ["script.md"])])
        assert function.post(event("inbox/ann/real/script.md", inbox), headers) == 204
        assert deployment.ledger.job(JobId.parse("ann/real")).state is JobState.WORKING
        lines = function.lines()
    assert all({"severity", "message"} <= line.keys() for line in lines)
    assert not [line for line in lines if line["message"] == "a mistake"]
    assert max(len(json.dumps(line)) for line in lines) < 256 * 1024


@pytest.mark.timeout(180)
def test_whatever_a_message_says_no_step_runs(deployment: Deployment) -> None:
    with deployment.function("find") as function:
        messages = hostile_messages()
        assert [function.post(body, JSON) for body in messages] == [204] * len(messages)
        lines = function.lines()
    assert not [line for line in lines if line["message"] in {"a mistake", "work done"}]
    assert not list(deployment.store.list(""))
