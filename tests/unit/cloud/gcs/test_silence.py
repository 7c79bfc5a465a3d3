"""Answers that are lost, servers that fail, and names that were taken meanwhile: what was written is there once, whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dropcut.cloud.gcs import uploading
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.clients import connected_to_emulator
from dropcut.cloud.gcs.nearby import Mounted
from dropcut.domain.errors import AlreadyThere, NotFound, Permanent, Retryable, Unavailable
from tests.emulators.front import Asked, Fault
from tests.emulators.listening import Answer
from tests.emulators.running import free_port
from tests.unit.cloud.stages import Stage

PATH = "store/ann/render/0a/1/segment.ts"
LONG = bytes(range(256)) * (12 << 10)


def first(kind: str, times: int, act: Callable[[Callable[[], Answer]], Answer | None]) -> Fault:
    """The first so many requests of a kind go wrong in that way."""
    left = [times]

    def fault(asked: Asked, pass_on: Callable[[], Answer]) -> Answer | None:
        if asked.kind == kind and left[0]:
            left[0] -= 1
            return act(pass_on)
        return pass_on()

    return fault


def lost(pass_on: Callable[[], Answer]) -> None:
    pass_on()


def hung_up(_pass_on: Callable[[], Answer]) -> None:
    return None


def says(status: int, body: bytes = b"{}") -> Callable[[Callable[[], Answer]], Answer]:
    return lambda _pass_on: Answer(status, {"Content-Type": "application/json"}, body)


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "_WAITS_S", (0, 0, 0))


@pytest.mark.parametrize("trouble", [lost, hung_up, says(503), says(429)])
def test_a_small_blob_is_written_once_whatever_becomes_of_the_answer(
    stage: Stage, trouble: Callable[[Callable[[], Answer]], Answer | None]
) -> None:
    stage.front.fault = first("insert", 1, trouble)
    blob = stage.blobs.put(PATH, b"to be")
    with stage.blobs.open(PATH) as file:
        assert file.read() == b"to be"
    assert blob.size == 5


@pytest.mark.parametrize("trouble", [lost, hung_up, says(503)])
@pytest.mark.parametrize("times", [1, 3])
def test_a_long_blob_is_written_once_whatever_becomes_of_the_answers(
    stage: Stage, trouble: Callable[[Callable[[], Answer]], Answer | None], times: int
) -> None:
    stage.front.fault = first("piece", times, trouble)
    with stage.blobs.writing(PATH) as writing:
        for start in range(0, len(LONG), 700_000):
            writing.write(LONG[start : start + 700_000])
    with stage.blobs.open(PATH) as file:
        assert file.read() == LONG
    assert writing.blob.size == len(LONG)


def test_a_long_blob_whose_name_is_taken_meanwhile_is_refused_at_its_end(stage: Stage) -> None:
    def write_slowly() -> None:
        with stage.blobs.writing(PATH) as slow:
            slow.write(LONG)
            stage.blobs.put(PATH, b"quick")

    with pytest.raises(AlreadyThere):
        write_slowly()
    with stage.blobs.open(PATH) as file:
        assert file.read() == b"quick"


def test_a_long_blob_is_not_begun_in_vain(stage: Stage) -> None:
    stage.blobs.put(PATH, b"first")
    stage.front.counted()
    with pytest.raises(AlreadyThere), stage.blobs.writing(PATH) as writing:
        writing.write(LONG)
    assert stage.front.counted() == {"get": 1}


def test_a_read_goes_on_when_an_answer_is_lost(stage: Stage) -> None:
    stage.blobs.put(PATH, LONG)
    stage.front.fault = first("get", 2, lost)
    with stage.blobs.open(PATH) as file:
        assert file.read() == LONG


def test_a_blob_that_goes_while_it_is_read_is_not_found(stage: Stage) -> None:
    stage.blobs.put(PATH, LONG)
    with stage.blobs.open(PATH) as file:
        stage.blobs.delete(PATH)
        file.seek(2_000_000)
        with pytest.raises(NotFound):
            file.read(10)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (403, b'{"error": {"message": "no", "errors": [{"reason": "forbidden"}]}}', Permanent),
        (403, b'{"error": {"message": "rateLimitExceeded", "errors": [{"reason": "rateLimitExceeded"}]}}', Retryable),
        (401, b"{}", Permanent),
    ],
)
def test_what_is_refused_says_whether_to_try_again(stage: Stage, status: int, body: bytes, error: type[Exception]) -> None:
    stage.blobs.put(PATH, b"1")
    stage.front.fault = first("get", 100, says(status, body))
    with pytest.raises(error, match="gs://store-"):
        stage.blobs.size(PATH)
    stage.front.fault = first("insert", 100, says(status, body))
    with pytest.raises(error, match="gs://store-"):
        stage.blobs.put("store/b", b"1")


def test_a_server_that_is_not_there_is_unavailable() -> None:
    connection = connected_to_emulator("dropcut-test", f"http://127.0.0.1:{free_port()}", patience_s=0.2)
    blobs = GcsBlobs(Bucket(connection, "a-bucket"), Mounted(Path("/nowhere")))
    for ask in (blobs.open, blobs.size, blobs.delete, lambda path: blobs.put(path, b""), lambda path: list(blobs.list(path))):
        with pytest.raises(Unavailable, match="gs://a-bucket/store"):
            ask("store/a")
