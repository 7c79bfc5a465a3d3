"""Jobs over HTTP."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from json import loads
from zipfile import ZipFile

import pytest

from dropcut.domain.names import JobId
from tests.api.benches import OPAQUE, Bench

UNKNOWN = "/v1/jobs/ann/never"


def test_a_job_is_told_as_the_home_has_it(at: Bench) -> None:
    told = at.client.get(at.done()).json()
    assert (told["id"], told["state"], told["permille"], told["files"]) == ("ann/holiday", "done", 1000, ["take1.mp4"])


def test_whoever_has_the_newest_state_is_told_nothing_twice(at: Bench) -> None:
    where = at.done()
    tag = at.client.get(where).headers["ETag"]
    assert at.client.get(where, headers={"If-None-Match": tag}).status_code == 304
    at.client.post(f"{where}/retry")
    assert at.client.get(where, headers={"If-None-Match": tag}).status_code == 200


def test_lists_are_read_a_page_at_a_time_and_nothing_is_left_out(at: Bench) -> None:
    names = [f"{owner}/{name}" for owner in ("ann", "ann-b", "ben") for name in ("a", "b", "ä b")]
    for name in names:
        at.done(JobId.parse(name))
    found, after = [], ""
    while True:
        page = at.client.get("/v1/jobs", params={"limit": 2, "after": after}).json()
        found += [job["id"] for job in page["jobs"]]
        after = page["next"]
        if not after:
            break
    assert found == sorted(names)
    assert [job["id"] for job in at.client.get("/v1/jobs", params={"owner": "ben"}).json()["jobs"]] == names[6:]
    assert not at.client.get("/v1/jobs", params={"state": "failed"}).json()["jobs"]


@pytest.mark.parametrize("name", ["ünï cödé 🎬", "100%", "a?b#c", "..a", "-", " ", "a\\b", "<script>"])
def test_any_name_of_a_drop_can_be_asked_for(at: Bench, name: str) -> None:
    made = at.client.post("/v1/drops", json={"owner": "ann", "name": name})
    assert made.status_code == 201
    assert at.client.get(made.headers["Location"]).json()["name"] == name


@pytest.mark.parametrize("path", ["/v1/jobs/ann/a%2Fb", "/v1/jobs/ann/%00", "/v1/jobs/ann/%FF%FE", UNKNOWN])
def test_what_is_not_there_is_a_problem_document(at: Bench, path: str) -> None:
    answer = at.client.get(path)
    assert answer.status_code in {404, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code


def test_a_job_is_cancelled_and_goes_on(at: Bench) -> None:
    at.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"})
    assert at.client.post("/v1/jobs/ann/holiday/cancel").json()["state"] == "cancelled"
    assert at.client.post("/v1/jobs/ann/holiday/retry").json()["state"] == "working"


def test_only_the_revision_that_stands_is_approved(at: Bench) -> None:
    where = at.done()
    revision = at.client.get(where).json()["revision"]
    assert at.client.post(f"{where}/approve", json={"revision": revision + 1}).status_code == 409
    assert at.client.post(f"{where}/approve", json={"revision": revision}).json()["approved"] == revision
    at.client.post(f"{where}/retry")
    assert at.client.get(where).json()["approved"] == revision
    assert at.client.post(f"{where}/approve", json={"revision": revision + 1}).status_code == 409


def test_a_job_is_deleted_with_all_that_was_made_of_it_and_that_is_proven(at: Bench) -> None:
    where = at.done()
    told = at.client.delete(where)
    assert told.status_code == 200
    proof = told.json()["certificate"]
    assert {each["what"]: each["count"] for each in proof["removed"]}["delivered files"] == 1
    assert "holiday" not in told.text
    assert at.client.get(where).status_code == 404
    assert list(at.small.blobs.list("store/ann/")) == []
    again = at.client.get(f"/v1/owners/ann/deletions/{proof['id']}").json()
    assert again["certificate"] == proof


def test_a_job_that_is_working_is_stopped_and_deleted(at: Bench) -> None:
    at.small.folder.drop_file(JobId.parse("ann/wedding"), "take1.mp4", b"0123456789")
    at.client.post("/v1/drops", json={"owner": "ann", "name": "wedding"})
    assert at.client.delete("/v1/jobs/ann/wedding").status_code == 200
    assert at.client.get("/v1/jobs/ann/wedding").status_code == 404


def test_what_was_delivered_stays_when_that_is_asked_for(at: Bench) -> None:
    where = at.done()
    assert at.client.delete(where, params={"keep_delivered": "true"}).status_code == 200
    assert at.small.folder.delivered(JobId.parse("ann/holiday")) != {}


def test_an_owner_is_deleted_and_others_are_not(at: Bench) -> None:
    at.done()
    at.done(JobId.parse("ben/trip"))
    proof = at.client.delete("/v1/owners/ann").json()["certificate"]
    assert proof["of"] == "owner"
    assert [job["id"] for job in at.client.get("/v1/jobs").json()["jobs"]] == ["ben/trip"]
    assert at.client.get(f"/v1/owners/ben/deletions/{proof['id']}").status_code == 404


def test_a_jobs_id_in_the_log_is_told(at: Bench) -> None:
    assert at.client.get(at.done()).json()["log_id"] == OPAQUE.job(JobId.parse("ann/holiday"))


def test_where_a_delivery_came_from_is_told(at: Bench) -> None:
    told = at.client.get(f"{at.done()}/lineage").json()
    steps = {each["step"]: each for each in told["work"]}
    assert list(steps) == ["measure", "double", "write_down", "publish"]
    assert steps["double"]["follows"] == [steps["measure"]["key"]] or steps["double"]["follows"] == []
    assert steps["write_down"]["key"] in steps["publish"]["follows"]
    assert [(each["name"], each["key"]) for each in told["made"]] == [("total.txt", steps["write_down"]["key"])]
    assert not told["missing"]


def test_everything_of_an_owner_comes_in_one_archive_that_lists_itself(at: Bench) -> None:
    at.done()
    at.parts.records.keep("allowances", "ann", "{}")
    answer = at.client.get("/v1/owners/ann/export")
    assert answer.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        listed = loads(archive.read("export.json"))
        for each in listed["files"]:
            assert sha256(archive.read(each["name"])).hexdigest() == each["sha256"]
        names = set(archive.namelist())
    assert {"jobs/holiday/job.json", "jobs/holiday/lineage.json", "jobs/holiday/delivered/total.txt"} <= names
    assert "footage/holiday/take1.mp4" in names
    assert "documents/allowance.json" in names
    assert any(name.startswith("artifacts/write_down/") for name in names)
    assert listed["missing"] == []


def test_what_is_sent_twice_with_one_key_is_done_once(at: Bench) -> None:
    where, key = at.done(), {"Idempotency-Key": "one"}
    first = at.client.post(f"{where}/retry", headers=key)
    again = at.client.post(f"{where}/retry", headers=key)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert at.small.job.revision == first.json()["revision"]
    assert at.client.post(f"{where}/cancel", headers=key).status_code == 422
    assert at.client.post(f"{where}/retry", headers={"Idempotency-Key": "two"}).json()["revision"] > first.json()["revision"]


def test_a_refused_request_may_be_sent_again_with_its_key(at: Bench) -> None:
    key = {"Idempotency-Key": "one"}
    assert at.client.post("/v1/jobs/ann/holiday/retry", headers=key).status_code == 404
    at.done()
    assert at.client.post("/v1/jobs/ann/holiday/retry", headers=key).status_code == 200
