"""Every sentence of `ports/blobs.py`, on every adapter."""

from __future__ import annotations

import subprocess
import tracemalloc
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import time

import pytest

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import AlreadyThere, NotFound, Permanent
from dropcut.domain.values import Sha256
from dropcut.ports.blobs import Blobs
from tests.conformance.adapters import BLOBS
from tests.conformance.racing import RACERS, race
from tests.conformance.racing_processes import race_in_processes

PATH = "store/ada/transcribe/0a1b/1/words.json"
BAD_PATHS = (
    "",
    "/etc/passwd",
    "a//b",
    "a/",
    "../a",
    "a/../b",
    "a/./b",
    ".tmp/a",
    "a/.hidden",
    "a\0b",
    "a\nb",
    "a/\udce9",
    "cafe\u0301",
    "a" * 256,
    "/".join(["a" * 200] * 6),
)
ODD_PATHS = (
    "a b/c'd\"e.mov",
    "café/été",
    "映像/テイク1.mp4",
    "👍🏽",
    "a\\b",
    "-rf",
    "a" * 255,
    "*?[x]",
    "con",
    "a…b~",
    "x/~$y",
)


@pytest.fixture(params=BLOBS)
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    with BLOBS[request.param].open(tmp_path) as opened:
        yield opened


def digest(data: bytes) -> Sha256:
    return Sha256(sha256(data).hexdigest())


def content(blobs: Blobs, path: str) -> bytes:
    with blobs.open(path) as file:
        return file.read()


def paths(blobs: Blobs, prefix: str) -> list[str]:
    return [listed.path for listed in blobs.list(prefix)]


def test_what_is_put_is_there_whole(blobs: Blobs) -> None:
    blob = blobs.put(PATH, b"to be")
    assert blob == Blob(sha256=digest(b"to be"), size=5, path=PATH)
    assert (content(blobs, PATH), blobs.size(PATH)) == (b"to be", 5)


def test_an_empty_blob_is_a_blob(blobs: Blobs) -> None:
    assert blobs.put("a", b"").size == 0
    with blobs.writing("b") as writing:
        pass
    assert writing.blob.sha256 == digest(b"")
    assert (content(blobs, "a"), blobs.size("b")) == (b"", 0)


def test_a_taken_path_stays_as_it_is(blobs: Blobs) -> None:
    blobs.put(PATH, b"first")
    with pytest.raises(AlreadyThere):
        blobs.put(PATH, b"second")
    with pytest.raises(AlreadyThere), blobs.writing(PATH) as writing:
        writing.write(b"third")
    assert content(blobs, PATH) == b"first"


def test_a_blob_appears_when_its_writing_ends(blobs: Blobs) -> None:
    with blobs.writing(PATH) as writing:
        assert writing.write(b"to be ") == 6
        assert writing.write(b"or not") == 6
        with pytest.raises(NotFound):
            blobs.open(PATH)
        with pytest.raises(RuntimeError):
            _ = writing.blob
        assert paths(blobs, "") == []
    assert writing.blob == Blob(sha256=digest(b"to be or not"), size=12, path=PATH)
    assert content(blobs, PATH) == b"to be or not"


def test_a_blob_never_appears_when_its_writing_raises(blobs: Blobs) -> None:
    def write_and_stumble() -> None:
        with blobs.writing(PATH) as writing:
            writing.write(b"to be")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_stumble()
    assert paths(blobs, "") == []
    assert blobs.put(PATH, b"again").size == 5


def test_of_two_that_write_the_quicker_one_wins(blobs: Blobs) -> None:
    def write_slowly() -> None:
        with blobs.writing(PATH) as slow:
            slow.write(b"slow")
            with blobs.writing(PATH) as quick:
                quick.write(b"quick")

    with pytest.raises(AlreadyThere):
        write_slowly()
    assert content(blobs, PATH) == b"quick"


@pytest.mark.parametrize("adapter", [name for name, adapter in BLOBS.items() if adapter.flat])
def test_memory_stays_flat_while_a_blob_is_written_and_read(adapter: str, tmp_path: Path) -> None:
    with BLOBS[adapter].open(tmp_path) as blobs:
        piece = bytes(1 << 20)
        tracemalloc.start()
        with blobs.writing(PATH) as writing:
            for _ in range(32):
                writing.write(piece)
        with blobs.open(PATH) as file:
            while file.read(1 << 20):
                pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 6 << 20


def test_any_part_of_a_blob_can_be_read(blobs: Blobs) -> None:
    blobs.put(PATH, bytes(range(256)) * 1_000)
    with blobs.open(PATH) as file:
        assert file.seekable()
        assert file.seek(-3, 2) == 255_997
        assert file.read() == b"\xfd\xfe\xff"
        file.seek(1_000)
        assert (file.read(2), file.tell()) == (b"\xe8\xe9", 1_002)


def test_what_is_not_there_is_not_found(blobs: Blobs) -> None:
    blobs.put("a/b", b"")
    for path in ("a", "a/c", "b/c/d"):
        for ask in (blobs.open, blobs.size, blobs.local):
            with pytest.raises(NotFound):
                ask(path)


def test_a_listing_has_what_begins_with_its_prefix_in_the_order_of_paths(blobs: Blobs) -> None:
    names = ["a/b/2", "a/b/10", "a-b/c", "a.b", "a0", "a/c", "b/a", "ab/c", "a/b.x/c"]
    for name in names:
        blobs.put(name, name.encode())
    assert paths(blobs, "") == sorted(names)
    for prefix in ("a", "a/", "a/b", "a/b/", "a/b/1", "b", "c", "a/b/2", "a/b/2/"):
        assert paths(blobs, prefix) == sorted(name for name in names if name.startswith(prefix))


def test_a_listing_tells_size_and_age(blobs: Blobs) -> None:
    before = time() - 1
    blobs.put("a", b"123")
    (listed,) = blobs.list("a")
    assert listed.size == 3
    assert before <= listed.created / 1000 <= time() + 1


def test_a_listing_goes_on_while_blobs_come_and_go(blobs: Blobs) -> None:
    for number in range(20):
        blobs.put(f"a/{number:02}/x", b"")
    seen = []
    for listed in blobs.list("a/"):
        seen.append(listed.path)
        blobs.delete("a/19/x")
        if len(seen) == 1:
            blobs.put("b/1", b"")
    assert set(seen) >= {f"a/{number:02}/x" for number in range(19)}


def test_a_deleted_blob_is_gone_and_its_path_is_free(blobs: Blobs) -> None:
    blobs.put("a/b/c", b"1")
    blobs.delete("a/b/c")
    blobs.delete("a/b/c")
    assert paths(blobs, "") == []
    with pytest.raises(NotFound):
        blobs.open("a/b/c")
    assert blobs.put("a", b"2").size == 1


def test_deleting_what_others_lie_below_deletes_nothing(blobs: Blobs) -> None:
    blobs.put("a/b", b"1")
    blobs.delete("a")
    assert paths(blobs, "") == ["a/b"]


def test_other_programs_can_read_a_blob(blobs: Blobs) -> None:
    blobs.put(PATH, b"to be")
    file = blobs.local(PATH)
    assert file.is_absolute()
    assert file.suffix == ".json"
    assert subprocess.run(["cat", file], check=True, capture_output=True).stdout == b"to be"
    assert blobs.local(PATH).read_bytes() == b"to be"


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_that_breaks_the_rule_is_refused(blobs: Blobs, path: str) -> None:
    for ask in (blobs.open, blobs.size, blobs.delete, blobs.local, lambda path: blobs.put(path, b"")):
        with pytest.raises(Permanent, match="cannot be the path of a blob"):
            ask(path)
    with pytest.raises(Permanent), blobs.writing(path):
        pass
    assert paths(blobs, "") == []


@pytest.mark.parametrize("prefix", ["/", "../", "a//", ".tmp/", "a/../b/"])
def test_a_prefix_that_no_path_has_is_refused(blobs: Blobs, prefix: str) -> None:
    with pytest.raises(Permanent):
        blobs.list(prefix)


@pytest.mark.parametrize("path", ODD_PATHS)
def test_a_path_may_be_odd(blobs: Blobs, path: str) -> None:
    blobs.put(path, path.encode())
    assert content(blobs, path) == path.encode()
    assert paths(blobs, "") == [path]
    assert blobs.local(path).read_bytes() == path.encode()


def test_of_twenty_threads_one_creates_a_blob(blobs: Blobs) -> None:
    for path in ("a/b/c", "a/b/d"):
        won = [number for number, won in enumerate(race(lambda number, path=path: _put(blobs, path, number))) if won]  # type: ignore[misc]
        assert len(won) == 1
        assert content(blobs, path) == b"%d" % won[0] * 1_000


def test_of_twenty_threads_that_write_in_pieces_one_creates_the_blob(blobs: Blobs) -> None:
    won = [number for number, won in enumerate(race(lambda number: _write(blobs, "a/b", number))) if won]
    assert len(won) == 1
    assert content(blobs, "a/b") == b"%d" % won[0] * 1_000


@pytest.mark.parametrize("adapter", [name for name, adapter in BLOBS.items() if adapter.between_processes])
def test_of_twenty_processes_one_creates_a_blob(adapter: str, tmp_path: Path) -> None:
    results = race_in_processes(partial(_put_as_a_process, adapter), tmp_path)
    won = [number for number, won in enumerate(results) if won]
    assert len(won) == 1
    with BLOBS[adapter].open(tmp_path) as blobs:
        assert content(blobs, "a/b") == b"%d" % won[0] * 1_000
        assert paths(blobs, "") == ["a/b"]


def test_many_threads_create_and_delete_beside_each_other(blobs: Blobs) -> None:
    def come_and_go(number: int) -> None:
        for turn in range(10):
            blobs.put(f"a/b/{number}/{turn}", b"x")
            blobs.delete(f"a/b/{number}/{turn}")
        blobs.put(f"a/b/{number}", b"x")

    race(come_and_go)
    assert paths(blobs, "") == sorted(f"a/b/{number}" for number in range(RACERS))


def _put(blobs: Blobs, path: str, number: int) -> bool:
    try:
        blobs.put(path, b"%d" % number * 1_000)
    except AlreadyThere:
        return False
    return True


def _write(blobs: Blobs, path: str, number: int) -> bool:
    try:
        with blobs.writing(path) as writing:
            for _ in range(10):
                writing.write(b"%d" % number * 100)
    except AlreadyThere:
        return False
    return True


def _put_as_a_process(adapter: str, place: Path, number: int) -> bool:
    with BLOBS[adapter].open(place) as blobs:
        return _put(blobs, "a/b", number)
