"""Every sentence of `dropcut.ports.uploads.Uploads` that does not say how bytes travel, on every adapter."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from dropcut.domain.errors import AlreadyThere, NotFound, Permanent
from dropcut.domain.names import JobId
from dropcut.domain.retention import WEEK
from dropcut.domain.unfinished import name_when_whole
from dropcut.domain.values import Millis, Sha256
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.uploads import LARGEST_FILE, Sending
from tests.conformance.upload_adapters import UPLOADS, UploadBench

DROP = JobId.parse("ann/my holiday")
DATA = b"0123456789"
TAKE = Sending(path="a/take 1.mp4", size=len(DATA))


@pytest.fixture(params=UPLOADS)
def at(request: pytest.FixtureRequest, tmp_path: Path, clock: MemoryClock) -> Iterator[UploadBench]:
    with UPLOADS[request.param](tmp_path, clock.now) as made:
        yield made


def files(at: UploadBench) -> list[str]:
    return [file.path for file in at.folder.files(DROP)]


def test_a_file_is_in_the_drop_when_all_of_it_has_come(at: UploadBench) -> None:
    begun = at.uploads.begin(DROP, TAKE)
    assert (begun.offset, begun.done, files(at)) == (0, False, [])
    at.send(begun, DATA)
    now = at.uploads.upload(DROP, begun.id)
    assert (now.offset, now.done, files(at)) == (len(DATA), True, ["a/take 1.mp4"])
    with at.folder.open(DROP, at.folder.files(DROP)[0]) as file:
        assert file.read() == DATA


def test_the_same_words_are_the_same_upload_until_it_is_done(at: UploadBench) -> None:
    begun = at.uploads.begin(DROP, TAKE)
    again = at.uploads.begin(DROP, TAKE.model_copy(update={"origin": "https://studio.example"}))
    assert (again.id, again.direct) == (begun.id, begun.direct)
    assert at.uploads.begin(DROP, TAKE.model_copy(update={"size": 11})).id != begun.id


def test_those_on_their_way_are_told_by_path(at: UploadBench) -> None:
    sent = at.uploads.begin(DROP, TAKE)
    at.uploads.begin(DROP, Sending(path="b.mov", size=9))
    at.uploads.begin(DROP, Sending(path="a.mov", size=9))
    at.send(sent, DATA)
    assert [upload.sending.path for upload in at.uploads.open(DROP)] == ["a.mov", "b.mov"]
    assert at.uploads.open(JobId.parse("ann/other")) == ()


def test_another_file_is_replaced_only_when_that_is_said(at: UploadBench) -> None:
    at.send(at.uploads.begin(DROP, TAKE), DATA)
    other = TAKE.model_copy(update={"size": 3})
    with pytest.raises(AlreadyThere):
        at.uploads.begin(DROP, other)
    at.send(at.uploads.begin(DROP, other.model_copy(update={"replace": True})), b"abc")
    assert [file.size for file in at.folder.files(DROP)] == [3]


def test_a_file_that_is_there_with_these_bytes_counts_as_sent(at: UploadBench) -> None:
    said = TAKE.model_copy(update={"sha256": Sha256(sha256(DATA).hexdigest())})
    at.send(at.uploads.begin(DROP, said), DATA)
    assert at.uploads.begin(DROP, said).done


def test_what_is_abandoned_is_known_no_more(at: UploadBench) -> None:
    begun = at.uploads.begin(DROP, TAKE)
    at.uploads.abandon(DROP, begun.id)
    at.uploads.abandon(DROP, begun.id)
    with pytest.raises(NotFound):
        at.uploads.upload(DROP, begun.id)
    with pytest.raises(NotFound), at.uploads.adding(DROP, begun.id, 0):
        pass
    assert at.uploads.open(DROP) == ()


def test_nobody_finds_the_upload_of_another_drop(at: UploadBench) -> None:
    begun = at.uploads.begin(DROP, TAKE)
    with pytest.raises(NotFound):
        at.uploads.upload(JobId.parse("ben/my holiday"), begun.id)


@pytest.mark.parametrize("path", ["../a", "/a", "a/", ".a", "a//b", "a\x00", "a\\b", "\ud800"])
def test_no_path_leads_elsewhere(at: UploadBench, path: str) -> None:
    with pytest.raises(Permanent):
        at.uploads.begin(DROP, Sending(path=path, size=1))


def test_what_no_store_could_hold_is_refused_at_once(at: UploadBench) -> None:
    with pytest.raises(Permanent):
        at.uploads.begin(DROP, Sending(path="a.mp4", size=LARGEST_FILE + 1))


def test_an_upload_is_coming_until_it_is_done(at: UploadBench) -> None:
    begun = at.uploads.begin(DROP, TAKE)
    (coming,) = at.uploads.coming(DROP)
    assert name_when_whole(coming.path) == TAKE.path
    at.send(begun, DATA)
    assert at.uploads.coming(DROP) == ()
    assert files(at) == [TAKE.path]


def test_an_upload_that_nobody_goes_on_with_is_waited_for_no_longer_in_the_end(at: UploadBench, clock: MemoryClock) -> None:
    """It may still be listed: what is the same at each look has stalled."""
    at.uploads.begin(DROP, TAKE)
    clock.sleep(Millis(2 * 3_600_000))
    assert at.uploads.coming(DROP) == at.uploads.coming(DROP)


def test_what_nobody_goes_on_with_is_thrown_away_when_its_time_is_over(at: UploadBench, clock: MemoryClock) -> None:
    begun = at.uploads.begin(DROP, TAKE)
    clock.sleep(Millis(WEEK - 1000))
    later = at.uploads.begin(DROP, Sending(path="later.mov", size=len(DATA)))
    assert at.uploads.clear_away() == 0
    clock.sleep(Millis(1000))
    with pytest.raises(NotFound):
        at.uploads.upload(DROP, begun.id)
    assert [upload.id for upload in at.uploads.open(DROP)] == [later.id]
    assert (at.uploads.clear_away(), at.uploads.clear_away()) == (1, 0)
    with pytest.raises(NotFound):
        at.uploads.upload(DROP, begun.id)
    at.send(later, DATA)
    assert files(at) == ["later.mov"]


def test_what_came_in_time_stays(at: UploadBench, clock: MemoryClock) -> None:
    at.send(at.uploads.begin(DROP, TAKE), DATA)
    clock.sleep(Millis(3 * WEEK))
    at.uploads.clear_away()
    assert files(at) == [TAKE.path]
    again = at.uploads.begin(DROP, Sending(path="b.mov", size=9))
    assert at.uploads.open(DROP) == (again,)
