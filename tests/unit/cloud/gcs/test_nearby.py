"""Other programs read an object through a mount, or from a copy that is kept as long as it may be needed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dropcut.cloud.gcs import nearby
from dropcut.cloud.gcs.nearby import Copied
from dropcut.domain.errors import NotFound, Retryable
from tests.unit.cloud.stages import ROOM, Stage

PATH = "store/ann/render/0a/1/segment.ts"


def put(stage: Stage, name: str, size: int) -> str:
    return stage.blobs.put(f"store/ann/ingest/{name}", b"x" * size).path


def test_nothing_is_copied_through_a_mount(stage: Stage) -> None:
    stage.blobs.put(PATH, bytes(3 << 20))
    stage.front.counted()
    assert stage.blobs.local(PATH) == stage.mount / PATH
    assert stage.front.counted() == {"get": 1}


def test_a_copy_is_made_once(stage: Stage) -> None:
    blobs = stage.copying
    path = put(stage, "a.mov", 1_000)
    with ThreadPoolExecutor(8) as pool:
        copies = set(pool.map(blobs.local, [path] * 8))
    assert len(copies) == 1
    assert copies.pop().read_bytes() == b"x" * 1_000


def test_a_copy_is_of_one_version(stage: Stage) -> None:
    blobs = stage.copying
    old = blobs.local(put(stage, "a.mov", 1))
    blobs.delete("store/ann/ingest/a.mov")
    assert blobs.local(put(stage, "a.mov", 2)).read_bytes() == b"xx"
    assert old.read_bytes() == b"x"


def test_copies_go_with_whoever_made_them(stage: Stage) -> None:
    blobs = stage.copying
    copy = blobs.local(put(stage, "a.mov", 1))
    del blobs
    assert not copy.exists()


def test_there_is_so_much_room_and_no_more(stage: Stage) -> None:
    blobs = stage.copying
    paths = [put(stage, name, ROOM // 2) for name in "ab"]
    for path in paths:
        blobs.local(path)
    with pytest.raises(Retryable, match="no room for a copy"):
        blobs.local(put(stage, "c", 1))
    assert all(blobs.local(path).exists() for path in paths)


def test_what_nobody_asked_for_in_long_makes_room(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = stage.copying
    old = blobs.local(put(stage, "a", ROOM // 2))
    monkeypatch.setattr(nearby, "_IDLE_S", 0)
    assert blobs.local(put(stage, "b", ROOM // 2)).exists()
    assert old.exists()
    assert blobs.local(put(stage, "c", ROOM // 2)).exists()
    assert not old.exists()


def test_a_name_may_be_longer_than_a_disk_allows(stage: Stage) -> None:
    long = stage.inbox.put(f"inbox/ann/film/{'a' * 600}.mov", b"1", {})
    copy = Copied(stage.inbox, ROOM).file(long)
    assert copy.suffix == ".mov"


def test_what_went_meanwhile_is_not_found_and_leaves_nothing(stage: Stage) -> None:
    copied = Copied(stage.store, ROOM)
    stored = stage.store.look(put(stage, "a", 1))
    stage.store.delete(stored.name)
    with pytest.raises(NotFound):
        copied.file(stored)
    folder = Path(copied.file(stage.store.look(put(stage, "b", 1)))).parent.parent
    assert len(list(folder.iterdir())) == 1
