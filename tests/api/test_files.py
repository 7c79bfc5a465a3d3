"""Files: whole, in part, or not at all."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.api.benches import Bench
from tests.unit.engine.small_home import JOB

CLIP = "/v1/jobs/ann/holiday/clips/take1.mp4"
ALL = b"0123456789"


@pytest.mark.parametrize(
    ("asked", "status", "body", "part"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 206, ALL, "bytes 0-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=9-9", 206, b"9", "bytes 9-9/10"),
        ("bytes=10-", 416, None, "bytes */10"),
        ("bytes=-0", 416, None, "bytes */10"),
        ("bytes=5-2", 200, ALL, None),
        ("bytes=0-1,4-5", 200, ALL, None),
        ("bytes=-", 200, ALL, None),
        ("lines=1-2", 200, ALL, None),
        ("bytes=99999999999999999999-", 200, ALL, None),
        ("bytes=²-", 200, ALL, None),
    ],
)
def test_a_part_is_what_was_asked_for(at: Bench, asked: str, status: int, body: bytes | None, part: str | None) -> None:
    at.done()
    answer = at.client.get(CLIP, headers=[(b"Range", asked.encode())])
    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, part)
    assert body is None or answer.content == body
    assert body is None or answer.headers["Content-Length"] == str(len(body))


def test_a_part_of_another_state_is_the_whole(at: Bench) -> None:
    at.done()
    tag = at.client.get(CLIP).headers["ETag"]
    assert at.client.get(CLIP, headers={"Range": "bytes=0-1", "If-Range": tag}).content == b"01"
    assert at.client.get(CLIP, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).content == ALL
    assert at.client.get(CLIP, headers={"If-None-Match": f'"x", {tag}'}).status_code == 304


def test_a_head_tells_what_a_get_would(at: Bench) -> None:
    at.done()
    head, whole = at.client.head(CLIP), at.client.get(CLIP)
    same = ("Content-Length", "ETag", "Content-Type", "Accept-Ranges")
    assert [head.headers[name] for name in same] == [whole.headers[name] for name in same]
    assert head.content == b""


def test_what_was_delivered_is_listed_and_can_be_had(at: Bench) -> None:
    where = at.done()
    (told,) = at.client.get(f"{where}/files").json()["files"]
    answer = at.client.get(told["href"], params={"download": "true"})
    assert (answer.content, answer.headers["ETag"]) == (b"20", f'"{told["sha256"]}"')
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''total.txt"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../total.txt",
        "..%2Ftotal.txt",
        "%2e%2e/x",
        "total.txt/",
        "total.txt%00",
        "/total.txt",
        "TOTAL.TXT",
        "%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_only_what_was_delivered_can_be_had(at: Bench, name: str) -> None:
    where = at.done()
    answer = at.client.get(f"{where}/files/{name}")
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


def test_a_clip_that_its_user_changed_is_gone(at: Bench) -> None:
    at.done()
    at.small.folder.drop_file(at.small.job.id, "take1.mp4", b"another take")
    assert at.client.get(CLIP).status_code == 410


def test_no_name_of_a_file_says_more_than_a_name_in_a_header(at: Bench) -> None:
    name = 'a"; filename="x.html; \u00fc\u2028.mp4'
    at.small.folder.drop_file(JOB, name, b"1")
    at.done()
    answer = at.client.get(f"/v1/jobs/ann/holiday/clips/{quote(name)}")
    assert answer.headers["Content-Disposition"] == f"inline; filename*=UTF-8''{quote(name, safe='')}"
    assert at.client.get("/v1/jobs/ann/holiday/clips/a%0D%0ASet-Cookie%3A%20x%3Dy").status_code == 404


def test_a_link_needs_no_sign_in_and_is_over_after_its_minutes(at: Bench) -> None:
    where = at.done()
    link = at.client.post(f"{where}/links", json={"file": "total.txt", "seconds": 60}).json()["href"]
    assert at.client.get(link).content == b"20"
    assert at.client.get(link, headers={"Range": "bytes=1-"}).content == b"0"
    for spoiled in (link[:-1], link.replace("links/", "links/a"), f"{link}A", link.swapcase()):
        assert at.client.get(spoiled).status_code in {404, 422}
    at.small.clock.sleep(61_000)  # type: ignore[arg-type]  # a minute and a second
    assert at.client.get(link).status_code == 404
    assert at.client.post(f"{where}/links", json={"file": "total.txt", "seconds": 901}).status_code == 422
    assert at.client.post(f"{where}/links", json={"file": "other.txt"}).status_code == 404
