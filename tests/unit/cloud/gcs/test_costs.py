"""What each call costs in requests, as Google charges them. Pieces of an upload are free, and so is deleting."""

from __future__ import annotations

from dropcut.domain.names import JobId, Owner
from tests.unit.cloud.stages import Stage

DROP = JobId(Owner("ann"), "film")
PATH = "store/ann/render/0a/1/segment.ts"
LONG = bytes(5 << 20)


def test_a_small_blob_is_one_request_to_write_and_one_to_read(stage: Stage) -> None:
    stage.blobs.put(PATH, b"x" * 100_000)
    assert stage.front.counted() == {"insert": 1}
    with stage.blobs.open(PATH) as file:
        assert len(file.read()) == 100_000
    assert stage.front.counted() == {"get": 1}


def test_a_long_blob_is_one_upload_looked_for_before(stage: Stage) -> None:
    with stage.blobs.writing(PATH) as writing:
        writing.write(LONG)
    assert stage.front.counted() == {"get": 1, "insert": 1, "patch": 1, "piece": 2}


def test_pieces_grow_with_what_is_written(stage: Stage) -> None:
    with stage.blobs.writing(PATH) as writing:
        for _ in range(32):
            writing.write(bytes(1 << 20))
    assert stage.front.counted()["piece"] < 28


def test_part_of_a_long_blob_costs_that_part(stage: Stage) -> None:
    stage.blobs.put(PATH, LONG)
    stage.front.counted()
    with stage.blobs.open(PATH) as file:
        file.read(1_000)
        file.seek(-1_000, 2)
        assert len(file.read()) == 1_000
    assert stage.front.counted() == {"get": 3}


def test_reading_on_asks_for_more_each_time(stage: Stage) -> None:
    stage.blobs.put(PATH, LONG)
    stage.front.counted()
    with stage.blobs.open(PATH) as file:
        while file.read(10_000):
            pass
    assert stage.front.counted()["get"] <= 7


def test_to_ask_for_size_or_a_mounted_file_is_one_request(stage: Stage) -> None:
    stage.blobs.put(PATH, b"")
    stage.front.counted()
    stage.blobs.size(PATH)
    assert stage.front.counted() == {"get": 1}
    assert stage.blobs.local(PATH) == stage.mount / PATH
    assert stage.front.counted() == {"get": 1}


def test_a_listing_is_one_request_for_a_thousand(stage: Stage) -> None:
    for number in range(20):
        stage.blobs.put(f"store/ann/render/{number}", b"")
    stage.front.counted()
    assert len(list(stage.blobs.list("store/"))) == 20
    assert len(stage.folder.files(DROP)) == 0
    assert stage.front.counted() == {"list": 2}


def test_a_delivery_of_three_files_is_twelve_requests_however_large_they_are(stage: Stage) -> None:
    files = {name: stage.blobs.put(f"store/ann/assemble/0a/1/{name}", b"x") for name in ("cut.mp4", "cut.srt", "report.json")}
    stage.front.counted()
    stage.folder.publish(DROP, 1, files)
    first = {"get": 1 + 3 + 1 + 1, "insert": 1 + 1, "list": 1, "rewrite": 3}
    assert stage.front.counted() == first
    stage.folder.publish(DROP, 1, files)
    assert stage.front.counted() == {"get": 1, "list": 1}
