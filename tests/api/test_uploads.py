"""Sending files piece by piece."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.api.benches import Bench

WHOLE = bytes(range(256)) * 40
PLACE = "/v1/drops/ann/holiday/uploads"


def said(data: bytes) -> str:
    return f"sha-256=:{b64encode(sha256(data).digest()).decode()}:"


def in_inbox(at: Bench) -> dict[str, bytes]:
    top = at.inbox / "ann" / "holiday"
    return {file.relative_to(top).as_posix(): file.read_bytes() for file in top.rglob("*") if file.is_file()}


def test_a_file_is_in_the_drop_with_its_last_piece_and_not_before(at: Bench) -> None:
    href = at.client.post(PLACE, json={"path": "a/take 1.mp4", "size": len(WHOLE)}).json()["href"]
    for offset in range(0, len(WHOLE), 4096):
        assert in_inbox(at) == {}
        piece = WHOLE[offset : offset + 4096]
        assert at.piece(href, offset, piece, **{"Content-Digest": said(piece)}).json()["offset"] == offset + len(piece)
    assert in_inbox(at) == {"a/take 1.mp4": WHOLE}
    assert at.client.get(href).json()["done"]


def test_whoever_was_cut_off_asks_how_far_it_is_and_goes_on(at: Bench) -> None:
    words = {"path": "take1.mp4", "size": len(WHOLE), "sha256": sha256(WHOLE).hexdigest()}
    href = at.client.post(PLACE, json=words).json()["href"]
    at.piece(href, 0, WHOLE[:3000])
    again = at.client.post(PLACE, json=words).json()
    assert (again["href"], again["offset"]) == (href, 3000)
    assert at.piece(href, 3000, WHOLE[3000:]).json()["done"]
    assert in_inbox(at) == {"take1.mp4": WHOLE}


def test_a_piece_that_is_sent_again_or_out_of_turn_changes_nothing(at: Bench) -> None:
    href = at.client.post(PLACE, json={"path": "take1.mp4", "size": len(WHOLE)}).json()["href"]
    at.piece(href, 0, WHOLE[:3000])
    for offset in (0, 2999, 3001, len(WHOLE)):
        answer = at.piece(href, offset, b"x")
        assert (answer.status_code, "3000" in answer.json()["detail"]) == (409, True)
    assert at.piece(href, 3000, WHOLE[3000:]).is_success
    assert in_inbox(at)["take1.mp4"] == WHOLE


def test_a_piece_that_arrives_otherwise_than_it_was_sent_is_thrown_away(at: Bench) -> None:
    href = at.client.post(PLACE, json={"path": "take1.mp4", "size": len(WHOLE)}).json()["href"]
    assert at.piece(href, 0, WHOLE[:3000], **{"Content-Digest": said(b"other")}).status_code == 422
    assert at.client.get(href).json()["offset"] == 0
    assert at.piece(href, 0, WHOLE, **{"Content-Digest": said(WHOLE)}).json()["done"]
    assert in_inbox(at) == {"take1.mp4": WHOLE}


def test_a_file_that_arrives_otherwise_never_becomes_part_of_the_drop(at: Bench) -> None:
    assert at.upload("take1.mp4", WHOLE, sha256=sha256(b"other").hexdigest()).status_code == 422
    assert in_inbox(at) == {}


def test_more_than_was_said_is_refused(at: Bench) -> None:
    href = at.client.post(PLACE, json={"path": "take1.mp4", "size": 10}).json()["href"]
    assert at.piece(href, 0, WHOLE).status_code == 422
    assert at.client.get(href).json()["offset"] == 0


def test_an_empty_file_arrives_at_once(at: Bench) -> None:
    assert at.upload("note.txt", b"").json()["done"]
    assert in_inbox(at) == {"note.txt": b""}


def test_no_file_of_the_user_is_replaced_unless_it_is_said(at: Bench) -> None:
    at.upload("take1.mp4", b"mine")
    assert at.upload("take1.mp4", b"other").status_code == 409
    same = at.upload("take1.mp4", b"mine", sha256=sha256(b"mine").hexdigest())
    assert in_inbox(at) == {"take1.mp4": b"mine"}
    assert same.status_code != 201 or same.json()["done"]
    assert at.upload("take1.mp4", b"other", replace=True).json()["done"]
    assert in_inbox(at) == {"take1.mp4": b"other"}


@pytest.mark.parametrize(
    "path",
    [
        "../take1.mp4", "a/../../b", "/etc/passwd", "a//b", ".hidden", "a/.b", "a\\..\\b", "", "\x00", "a\nb", "a" * 300,
        "/".join("abcdefghijklmnopqrstu"), "./a", "a/", "\u202e/x\x07",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_drop(at: Bench, path: str) -> None:
    assert at.upload(path, b"mine").status_code == 422
    assert list(at.inbox.rglob("*")) == [] or in_inbox(at) == {}


def test_a_link_in_the_inbox_leads_nowhere(at: Bench, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (at.inbox / "ann" / "holiday").mkdir(parents=True)
    (at.inbox / "ann" / "holiday" / "out").symlink_to(elsewhere)
    assert at.upload("out/take1.mp4", b"mine").status_code == 422
    assert list(elsewhere.iterdir()) == []


def test_accents_are_composed_so_that_every_home_can_hold_the_name(at: Bench) -> None:
    assert at.upload("U\u0308ber uns 🎬.mp4", b"x").json()["path"] == "\u00dcber uns 🎬.mp4"
    assert in_inbox(at) == {"\u00dcber uns 🎬.mp4": b"x"}


def test_what_is_on_its_way_is_what_the_job_waits_for(at: Bench) -> None:
    at.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"})
    href = at.client.post(PLACE, json={"path": "b002.mov", "size": 9}).json()["href"]
    assert at.client.get("/v1/jobs/ann/holiday").json()["waiting_for"] == "b002.mov is still uploading"
    assert [upload["path"] for upload in at.client.get("/v1/drops/ann/holiday").json()["uploads"]] == ["b002.mov"]
    assert at.client.delete(href).status_code == 204
    assert "uploading" not in at.client.get("/v1/jobs/ann/holiday").text
    assert at.piece(href, 0, b"x").status_code == 404


def test_what_nobody_goes_on_with_is_thrown_away_after_a_week(at: Bench, tmp_path: Path) -> None:
    at.client.post(PLACE, json={"path": "old.mov", "size": 9})
    at.small.clock.sleep(8 * 24 * 3600 * 1000)  # type: ignore[arg-type]  # a week and a day
    at.client.post(PLACE, json={"path": "new.mov", "size": 9})
    assert len(list((tmp_path / "uploads").rglob("upload.json"))) == 1


def test_a_piece_of_another_kind_is_not_read(at: Bench) -> None:
    href = at.client.post(PLACE, json={"path": "take1.mp4", "size": 2}).json()["href"]
    assert at.client.patch(href, json={}, headers={"Upload-Offset": "0"}).status_code == 415
    assert at.client.patch(href, content=b"{}").status_code == 422
