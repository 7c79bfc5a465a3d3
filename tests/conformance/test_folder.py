"""Every sentence of `ports/folder.py`, on every adapter."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.errors import Gone, LostBlob, Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.ports.folder import LARGEST_EDIT, Delivery
from tests.conformance.adapters import FOLDERS
from tests.conformance.benches import FolderBench
from tests.conformance.racing import RACERS, race
from tests.conformance.racing_processes import race_in_processes

DROP = JobId(Owner("ada"), "my video")
OTHER = JobId(Owner("bob"), "my video")
NOBODYS = JobId(Owner("eve"), "nothing")


@pytest.fixture(params=FOLDERS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FolderBench]:
    with FOLDERS[request.param].open(tmp_path) as opened:
        yield opened


def listed(bench: FolderBench, path: str = "take1.mp4") -> FileVersion:
    (file,) = (file for file in bench.folder.files(DROP) if file.path == path)
    return file


def blob(bench: FolderBench, data: bytes) -> Blob:
    return bench.blobs.put(f"store/ada/assemble/{data.hex()[:60] or 0}/1/{len(list(bench.blobs.list('')))}", data)


def publish(bench: FolderBench, revision: int, **files: bytes) -> Delivery:
    blobs = {name.replace("_", "."): blob(bench, data) for name, data in files.items()}
    return bench.folder.publish(DROP, revision, blobs)


# Drops and their files


def test_every_drop_can_be_seen(bench: FolderBench) -> None:
    assert list(bench.folder.drops()) == []
    bench.user.put(OTHER, "a", b"")
    bench.user.put(DROP, "a", b"")
    bench.user.put(DROP, "b", b"")
    assert sorted(bench.folder.drops()) == [DROP, OTHER]


def test_a_drop_that_is_not_there_has_no_files(bench: FolderBench) -> None:
    assert bench.folder.files(NOBODYS) == ()


def test_files_are_ordered_by_path(bench: FolderBench) -> None:
    names = ["b.mov", "a.mov", "cam b/1.mov", "cam-b/1.mov", "cam b.mov", "Z.mov", "é.mov", "映像/テイク1.mp4"]
    for name in names:
        bench.user.put(DROP, name, name.encode())
    bench.user.put(OTHER, "another's", b"")
    assert [file.path for file in bench.folder.files(DROP)] == sorted(names)
    assert {file.path: file.size for file in bench.folder.files(DROP)} == {name: len(name.encode()) for name in names}


def test_hidden_files_are_nobodys_footage(bench: FolderBench) -> None:
    for name in (".DS_Store", ".dropcut/ledger.sqlite", "sub/.hidden", ".hidden/take.mp4", "take1.mp4"):
        bench.user.put(DROP, name, b"x")
    assert [file.path for file in bench.folder.files(DROP)] == ["take1.mp4"]


def test_a_version_lasts_as_long_as_the_bytes(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"one")
    bench.user.put(DROP, "take2.mp4", b"two")
    before = bench.folder.files(DROP)
    bench.user.put(DROP, "take3.mp4", b"three")
    assert bench.folder.files(DROP)[:2] == before
    bench.user.put(DROP, "take1.mp4", b"eno")
    after = bench.folder.files(DROP)
    assert after[0].version != before[0].version
    assert after[1] == before[1]


@pytest.mark.parametrize("adapter", [name for name, adapter in FOLDERS.items() if adapter.between_processes])
def test_a_version_is_still_the_same_after_a_restart(adapter: str, tmp_path: Path) -> None:
    with FOLDERS[adapter].open(tmp_path) as bench:
        bench.user.put(DROP, "take1.mp4", b"one")
        before = bench.folder.files(DROP)
    with FOLDERS[adapter].open(tmp_path) as bench:
        assert bench.folder.files(DROP) == before


# Reading them


def test_a_listed_file_can_be_read_at_any_place(bench: FolderBench) -> None:
    bench.user.put(DROP, "cam b/take1.mp4", bytes(range(256)) * 2_000)
    with bench.folder.open(DROP, listed(bench, "cam b/take1.mp4")) as file:
        assert file.seekable()
        file.seek(-2, 2)
        assert file.read() == b"\xfe\xff"
        file.seek(0)
        assert file.read() == bytes(range(256)) * 2_000


def test_other_programs_can_read_a_listed_file(bench: FolderBench) -> None:
    bench.user.put(DROP, "take 1.mp4", b"to be")
    file = bench.folder.local(DROP, listed(bench, "take 1.mp4"))
    assert (file.is_absolute(), file.suffix) == (True, ".mp4")
    assert subprocess.run(["cat", file], check=True, capture_output=True).stdout == b"to be"


def test_a_file_that_changed_is_gone(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"one")
    old = listed(bench)
    bench.user.put(DROP, "take1.mp4", b"eno")
    for ask in (bench.folder.open, bench.folder.local):
        with pytest.raises(Gone, match=r"take1\.mp4"):
            ask(DROP, old)
    with bench.folder.open(DROP, listed(bench)) as file:
        assert file.read() == b"eno"


def test_a_file_that_was_removed_is_gone(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"one")
    old = listed(bench)
    bench.user.remove(DROP, "take1.mp4")
    assert bench.folder.files(DROP) == ()
    for ask in (bench.folder.open, bench.folder.local):
        with pytest.raises(Gone):
            ask(DROP, old)


def test_a_file_that_changes_while_it_is_read_never_gives_a_mixture(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"1" * 3_000_000)
    with bench.folder.open(DROP, listed(bench)) as file:
        read = file.read(10)
        bench.user.put(DROP, "take1.mp4", b"2" * 3_000_000)
        try:
            read += file.read()
        except Gone:
            return
    assert read == b"1" * 3_000_000


@pytest.mark.parametrize(
    "path", ["../bob/my video/take1.mp4", "/etc/passwd", "", ".", "..", "a/../take1.mp4", "a\0b", ".dropcut/x", "x"]
)
def test_what_no_listing_showed_is_gone(bench: FolderBench, path: str) -> None:
    bench.user.put(OTHER, "take1.mp4", b"another's")
    bench.user.put(DROP, "take1.mp4", b"mine")
    for ask in (bench.folder.open, bench.folder.local):
        with pytest.raises(Gone):
            ask(DROP, listed(bench).model_copy(update={"path": path}))
    with pytest.raises(Gone):
        bench.folder.open(NOBODYS, listed(bench))


# Deliveries


def test_nothing_stands_in_a_new_outbox(bench: FolderBench) -> None:
    assert bench.folder.delivery(DROP) is None


def test_what_is_published_stands(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"one")
    files = {"cut.mp4": blob(bench, b"film"), "stills/1.png": blob(bench, b"still"), "empty.srt": blob(bench, b"")}
    stands = bench.folder.publish(DROP, 3, files)
    assert stands == Delivery(revision=3, files=files) == bench.folder.delivery(DROP)
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film", "stills/1.png": b"still", "empty.srt": b""}
    assert bench.folder.delivery(OTHER) is None


def test_deliveries_are_no_footage(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"one")
    before = bench.folder.files(DROP)
    publish(bench, 1, cut_mp4=b"film")
    assert bench.folder.files(DROP) == before
    assert list(bench.folder.drops()) == [DROP]


def test_a_later_revision_replaces_an_older_one(bench: FolderBench) -> None:
    publish(bench, 1, cut_mp4=b"film 1", cut_srt=b"words")
    later = publish(bench, 2, cut_mp4=b"film 2", cut_vtt=b"words")
    assert bench.folder.delivery(DROP) == later
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film 2", "cut.vtt": b"words"}


def test_an_older_revision_changes_nothing(bench: FolderBench) -> None:
    later = publish(bench, 2, cut_mp4=b"film 2")
    assert publish(bench, 1, cut_mp4=b"film 1", cut_srt=b"words") == later
    assert bench.folder.delivery(DROP) == later
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film 2"}


def test_the_same_revision_again_changes_nothing(bench: FolderBench) -> None:
    first = publish(bench, 2, cut_mp4=b"film")
    assert publish(bench, 2, cut_mp4=b"another", cut_srt=b"words") == first
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film"}


def test_deliveries_outlive_their_blobs(bench: FolderBench) -> None:
    files = {"cut.mp4": blob(bench, b"film")}
    bench.folder.publish(DROP, 1, files)
    bench.blobs.delete(files["cut.mp4"].path)
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film"}
    assert bench.folder.publish(DROP, 1, files) == bench.folder.delivery(DROP)


def test_nothing_changes_when_a_blob_is_lost(bench: FolderBench) -> None:
    first = publish(bench, 1, cut_mp4=b"film")
    missing = Blob(sha256=first.files["cut.mp4"].sha256, size=4, path="store/ada/assemble/0/1/gone")
    damaged = first.files["cut.mp4"].model_copy(update={"sha256": "0" * 64})
    for lost in (missing, damaged):
        with pytest.raises(LostBlob) as told:
            bench.folder.publish(DROP, 2, {"a.srt": blob(bench, b"words"), "cut.mp4": lost})
        assert told.value.paths == (lost.path,)
    assert bench.folder.delivery(DROP) == first
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film"}


@pytest.mark.parametrize("name", ["../cut.mp4", "/cut.mp4", "a/b/c", ".dropcut/delivery.json", "", "a/", "a\nb", "\udce9"])
def test_a_name_that_breaks_the_rule_is_refused(bench: FolderBench, name: str) -> None:
    with pytest.raises(Permanent, match="cannot be the name of a delivery"):
        bench.folder.publish(DROP, 1, {"cut.mp4": blob(bench, b"film"), name: blob(bench, b"x")})
    assert bench.user.delivered(DROP) == {}


def test_of_twenty_threads_the_latest_revision_stands(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"one")
    blobs = [{"cut.mp4": blob(bench, b"film %d" % n), f"{n}.srt": blob(bench, b"words %d" % n)} for n in range(RACERS)]
    stood = race(lambda number: bench.folder.publish(DROP, number + 1, blobs[number]))
    assert all(delivery.revision > number for number, delivery in enumerate(stood))
    assert bench.folder.delivery(DROP) == Delivery(revision=RACERS, files=blobs[-1])
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film 19", "19.srt": b"words 19"}


def test_of_twenty_threads_with_one_revision_each_sees_it_stand(bench: FolderBench) -> None:
    files = {"cut.mp4": blob(bench, b"film")}
    assert race(lambda _: bench.folder.publish(DROP, 1, files)) == [Delivery(revision=1, files=files)] * RACERS
    assert bench.user.delivered(DROP) == {"cut.mp4": b"film"}


@pytest.mark.parametrize("adapter", [name for name, adapter in FOLDERS.items() if adapter.between_processes])
def test_of_twenty_processes_the_latest_revision_stands(adapter: str, tmp_path: Path) -> None:
    race_in_processes(partial(_publish_as_a_process, adapter), tmp_path)
    with FOLDERS[adapter].open(tmp_path) as bench:
        stands = bench.folder.delivery(DROP)
        assert stands is not None
        assert stands.revision == RACERS
        assert bench.user.delivered(DROP) == {"cut.mp4": b"film 19", "19.srt": b"words 19"}


def _publish_as_a_process(adapter: str, place: Path, number: int) -> int:
    with FOLDERS[adapter].open(place) as bench:
        film = bench.blobs.put(f"store/ada/assemble/{number}/1/cut.mp4", b"film %d" % number)
        words = bench.blobs.put(f"store/ada/assemble/{number}/1/cut.srt", b"words %d" % number)
        return bench.folder.publish(DROP, number + 1, {"cut.mp4": film, f"{number}.srt": words}).revision


def test_the_users_files_are_never_touched(bench: FolderBench) -> None:
    bench.user.put(DROP, "cut.mp4", b"mine")
    before = bench.folder.files(DROP)
    publish(bench, 1, cut_mp4=b"film")
    publish(bench, 2, cut_srt=b"words")
    assert bench.folder.files(DROP) == before
    with bench.folder.open(DROP, before[0]) as file:
        assert file.read() == b"mine"


# What a user makes of a delivery


def test_a_delivery_is_unedited_until_its_user_changes_it(bench: FolderBench) -> None:
    assert bench.folder.edited(DROP, "review.md") is None
    publish(bench, 1, review_md=b"ours")
    assert bench.folder.edited(DROP, "review.md") is None
    bench.user.edit(DROP, "review.md", b"theirs")
    assert bench.folder.edited(DROP, "review.md") == b"theirs"
    bench.user.edit(DROP, "review.md", b"ours")
    assert bench.folder.edited(DROP, "review.md") is None


def test_an_edit_that_nobody_absorbed_is_never_lost(bench: FolderBench) -> None:
    publish(bench, 1, review_md=b"ours")
    bench.user.edit(DROP, "review.md", b"theirs")
    publish(bench, 2, review_md=b"newer")
    assert bench.user.delivered(DROP) == {"review.md": b"newer", "review.yours-1.md": b"theirs"}


def test_an_absorbed_edit_gives_its_place_to_the_next_delivery(bench: FolderBench) -> None:
    publish(bench, 1, review_md=b"ours")
    bench.user.edit(DROP, "review.md", b"theirs")
    bench.folder.absorb(DROP, "review.md", b"theirs")
    assert bench.folder.edited(DROP, "review.md") is None
    publish(bench, 2, review_md=b"newer")
    assert bench.user.delivered(DROP) == {"review.md": b"newer"}


def test_what_changed_after_it_was_read_is_not_absorbed(bench: FolderBench) -> None:
    publish(bench, 1, review_md=b"ours")
    bench.user.edit(DROP, "review.md", b"theirs, later")
    bench.folder.absorb(DROP, "review.md", b"theirs")
    assert bench.folder.edited(DROP, "review.md") == b"theirs, later"


def test_an_edit_has_a_largest_size(bench: FolderBench) -> None:
    publish(bench, 1, review_md=b"ours")
    bench.user.edit(DROP, "review.md", b"x" * (LARGEST_EDIT + 1))
    with pytest.raises(Permanent, match="too large to be an edit"):
        bench.folder.edited(DROP, "review.md")


# Taking a delivery back


def test_a_retracted_delivery_is_gone_and_said_again_it_changes_nothing(bench: FolderBench) -> None:
    publish(bench, 3, cut_mp4=b"film", cut_srt=b"words")
    assert list(bench.folder.delivered_to(DROP.owner)) == [DROP]
    taken = bench.folder.retract(DROP)
    assert (taken.files, taken.bytes, taken.left) == (2, 9, 0)
    assert bench.folder.delivery(DROP) is None
    assert bench.user.delivered(DROP) == {}
    assert list(bench.folder.delivered_to(DROP.owner)) == []
    assert bench.folder.retract(DROP).files == 0


def test_what_its_user_changed_of_a_retracted_delivery_stays(bench: FolderBench) -> None:
    publish(bench, 1, cut_mp4=b"film", review_md=b"ours")
    bench.user.edit(DROP, "review.md", b"theirs")
    assert bench.folder.retract(DROP).left == 1
    assert bench.user.delivered(DROP) == {"review.md": b"theirs"}


def test_nothing_of_another_drop_is_retracted(bench: FolderBench) -> None:
    publish(bench, 1, cut_mp4=b"film")
    bench.folder.publish(OTHER, 1, {"cut.mp4": blob(bench, b"theirs")})
    bench.folder.retract(DROP)
    assert bench.user.delivered(OTHER) == {"cut.mp4": b"theirs"}


def test_a_retracted_drop_is_delivered_anew_like_a_new_one(bench: FolderBench) -> None:
    publish(bench, 5, cut_mp4=b"film")
    bench.folder.retract(DROP)
    assert publish(bench, 1, cut_mp4=b"later").revision == 1
    assert bench.user.delivered(DROP) == {"cut.mp4": b"later"}


def test_the_users_files_outlive_a_retraction(bench: FolderBench) -> None:
    bench.user.put(DROP, "take1.mp4", b"mine")
    publish(bench, 1, cut_mp4=b"film")
    bench.folder.retract(DROP)
    assert [file.path for file in bench.folder.files(DROP)] == ["take1.mp4"]
