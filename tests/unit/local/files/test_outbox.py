"""Deliveries beside what a user does to them."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.values import Millis
from dropcut.engine.clock import SystemClock
from dropcut.local.files.durable import locked
from dropcut.local.files.outbox import Outbox
from dropcut.local.files.record import DeliveryRecord
from dropcut.local.memory.blobs import MemoryBlobs


@pytest.fixture
def blobs() -> MemoryBlobs:
    return MemoryBlobs(SystemClock().now)


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    return tmp_path / "video" / "cut"


@pytest.fixture
def outbox(cut: Path, blobs: MemoryBlobs) -> Outbox:
    return Outbox(cut, blobs)


def made(blobs: MemoryBlobs, **files: str) -> dict[str, Blob]:
    start = len(list(blobs.list("")))
    named = enumerate(((name.replace("_", "."), text) for name, text in files.items()), start)
    return {name: blobs.put(f"store/{number}/{name}", text.encode()) for number, (name, text) in named}


def lying(cut: Path) -> dict[str, str]:
    files = (file for file in cut.rglob("*") if file.is_file() and ".dropcut" not in file.parts)
    return {file.relative_to(cut).as_posix(): file.read_text() for file in files}


def unfinished(cut: Path) -> list[Path]:
    return list((cut / ".dropcut" / "incoming").glob("*"))


def test_deliveries_are_plain_files_to_be_edited(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    outbox.publish(1, made(blobs, cut_mp4="film"))
    assert stat.S_IMODE((cut / "cut.mp4").stat().st_mode) & 0o200
    assert (cut / "cut.mp4").stat().st_nlink == 1
    assert unfinished(cut) == []


def test_a_file_that_the_user_changed_is_kept_beside_ours(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    for revision in (1, 2, 3):
        outbox.publish(revision, made(blobs, review_md=f"ours {revision}"))
        if revision < 3:
            (cut / "review.md").write_text(f"mine {revision}")
    assert lying(cut) == {"review.md": "ours 3", "review.yours-1.md": "mine 1", "review.yours-2.md": "mine 2"}


def test_a_change_that_keeps_the_size_is_a_change(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    outbox.publish(1, made(blobs, review_md="ours"))
    (cut / "review.md").write_text("mine")
    outbox.publish(2, made(blobs, review_md="new!"))
    assert lying(cut) == {"review.md": "new!", "review.yours-1.md": "mine"}


def test_a_file_that_was_only_touched_is_still_ours(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    outbox.publish(1, made(blobs, cut_mp4="film", cut_srt="words"))
    os.utime(cut / "cut.mp4", (1, 1))
    os.utime(cut / "cut.srt", (1, 1))
    outbox.publish(2, made(blobs, cut_mp4="film 2"))
    assert lying(cut) == {"cut.mp4": "film 2"}


def test_a_users_own_file_under_our_name_is_kept(outbox: Outbox, blobs: MemoryBlobs, cut: Path, tmp_path: Path) -> None:
    cut.mkdir(parents=True)
    (cut / "cut.mp4").write_text("mine")
    (cut / "stills").write_text("no folder")
    (cut / "cut.srt").mkdir()
    (cut / "cut.vtt").symlink_to(tmp_path / "elsewhere")
    outbox.publish(1, made(blobs, cut_mp4="film", cut_srt="s", cut_vtt="v") | {"stills/1.png": blobs.put("p", b"p")})
    assert lying(cut) == {
        "cut.mp4": "film",
        "cut.yours-1.mp4": "mine",
        "stills/1.png": "p",
        "stills.yours-1": "no folder",
        "cut.srt": "s",
        "cut.vtt": "v",
    }
    assert (cut / "cut.yours-1.srt").is_dir()
    assert (cut / "cut.yours-1.vtt").is_symlink()
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_is_no_longer_delivered_goes_unless_the_user_changed_it(
    outbox: Outbox, blobs: MemoryBlobs, cut: Path
) -> None:
    outbox.publish(1, made(blobs, cut_srt="words", cut_vtt="words") | {"stills/1.png": blobs.put("p", b"p")})
    (cut / "cut.vtt").write_text("my words")
    (cut / "notes.txt").write_text("my notes")
    outbox.publish(2, made(blobs, cut_mp4="film"))
    assert lying(cut) == {"cut.mp4": "film", "cut.vtt": "my words", "notes.txt": "my notes"}
    assert not (cut / "stills").exists()


def test_what_the_user_took_out_comes_back_with_the_same_revision(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    files = made(blobs, cut_mp4="film", cut_srt="words")
    outbox.publish(1, files)
    (cut / "cut.mp4").unlink()
    (cut / "cut.srt").write_text("my words")
    outbox.publish(1, files)
    assert lying(cut) == {"cut.mp4": "film", "cut.srt": "my words"}
    outbox.publish(2, made(blobs, cut_mp4="film 2"))
    assert lying(cut) == {"cut.mp4": "film 2", "cut.srt": "my words"}


def test_what_comes_back_is_what_was_delivered(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    outbox.publish(1, made(blobs, cut_mp4="film"))
    (cut / "cut.mp4").unlink()
    outbox.publish(1, made(blobs, cut_mp4="another film"))
    assert lying(cut) == {}


def test_a_folder_that_moved_is_still_known(outbox: Outbox, blobs: MemoryBlobs, cut: Path, tmp_path: Path) -> None:
    outbox.publish(5, made(blobs, cut_mp4="film"))
    subprocess.run(["cp", "-r", cut, tmp_path / "moved"], check=True)
    moved = Outbox(tmp_path / "moved", blobs)
    assert moved.publish(4, made(blobs, cut_mp4="old film")).revision == 5
    moved.publish(6, made(blobs, cut_mp4="new film"))
    assert lying(tmp_path / "moved") == {"cut.mp4": "new film"}


def test_without_a_record_nothing_is_lost(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    outbox.publish(5, made(blobs, cut_mp4="film", cut_srt="words"))
    (cut / ".dropcut" / "delivery.json").unlink()
    assert outbox.delivery() is None
    outbox.publish(1, made(blobs, cut_mp4="new film", cut_srt="words"))
    assert lying(cut) == {"cut.mp4": "new film", "cut.yours-1.mp4": "film", "cut.srt": "words"}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": "dropcut/job@1"}',
        b'{"schema": "dropcut/delivery@99"}',
        b'{"schema": "dropcut/delivery@1", "marks": {"../../precious": []}}',
    ],
)
def test_a_damaged_record_is_told_and_nothing_is_touched(outbox: Outbox, blobs: MemoryBlobs, cut: Path, damage: bytes) -> None:
    outbox.publish(1, made(blobs, cut_mp4="film"))
    (cut / ".dropcut" / "delivery.json").write_bytes(damage)
    with pytest.raises(Permanent, match=r"delivery\.json, which tells what was delivered, cannot be read"):
        outbox.publish(2, made(blobs, cut_mp4="film 2"))
    assert lying(cut) == {"cut.mp4": "film"}


def test_a_file_in_place_of_the_outbox_is_told(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    cut.parent.mkdir()
    cut.write_text("mine")
    with pytest.raises(Permanent, match="is no folder"):
        outbox.publish(1, made(blobs, cut_mp4="film"))
    assert cut.read_text() == "mine"


def test_what_a_killed_publisher_left_is_swept_up(outbox: Outbox, blobs: MemoryBlobs, cut: Path) -> None:
    outbox.publish(1, made(blobs, cut_mp4="film"))
    left = cut / ".dropcut" / "incoming" / "0123.part"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    outbox.publish(2, made(blobs, cut_mp4="film 2"))
    assert unfinished(cut) == []


def test_a_record_is_read_as_it_was_written(blobs: MemoryBlobs) -> None:
    record = DeliveryRecord(revision=3, files=made(blobs, cut_mp4="film"))
    assert DeliveryRecord.load(record.dumped()) == record


def test_waiting_for_a_stopped_publisher_ends(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with locked(lock), pytest.raises(Unavailable, match="is locked by another process"), locked(lock, Millis(30)):
        pass
