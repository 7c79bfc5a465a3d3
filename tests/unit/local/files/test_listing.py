"""What of a folder is a user's footage."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.local.files.listing import DEEPEST, MOST_FILES, user_files


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "my video"
    folder.mkdir()
    return folder


def paths(top: Path) -> list[str]:
    return [file.path for file in user_files(top, top / "cut")]


def version(top: Path, path: str = "a") -> str:
    return next(file.version for file in user_files(top, top / "cut") if file.path == path)


def write(file: Path, data: bytes = b"x") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_folders_of_deliveries_are_left_out(top: Path) -> None:
    write(top / "a")
    write(top / "cut" / "cut.mp4")
    write(top / "old" / ".dropcut" / "delivery.json")
    write(top / "old" / "cut.mp4")
    write(top / "sub" / "cut" / "mine.mp4")
    write(top / ".dropcut" / "store" / "x")
    assert paths(top) == ["a", "sub/cut/mine.mp4"]


def test_an_outbox_elsewhere_leaves_a_folder_called_cut_alone(top: Path, tmp_path: Path) -> None:
    write(top / "cut" / "mine.mp4")
    assert [file.path for file in user_files(top, tmp_path / "deliveries")] == ["cut/mine.mp4"]


def test_a_link_to_a_listed_file_is_a_file(top: Path) -> None:
    write(top / "a", b"123")
    write(top / "sub" / "b")
    (top / "link").symlink_to(top / "a")
    (top / "sub" / "up").symlink_to("../a")
    (top / "chain").symlink_to("link")
    assert paths(top) == ["a", "chain", "link", "sub/b", "sub/up"]
    assert version(top, "link") == version(top, "a")


def test_other_links_are_left_out(top: Path, tmp_path: Path) -> None:
    write(top / "a")
    write(top / ".hidden")
    write(top / "cut" / "cut.mp4")
    outside = write(tmp_path / "outside" / "secret")
    (top / "to a file outside").symlink_to(outside)
    (top / "to a folder outside").symlink_to(outside.parent)
    (top / "to a folder inside").symlink_to(top)
    (top / "to nothing").symlink_to("nothing")
    (top / "to itself").symlink_to("to itself")
    (top / "to a hidden one").symlink_to(".hidden")
    (top / "to a delivery").symlink_to("cut/cut.mp4")
    (top / "to a device").symlink_to("/dev/zero")
    assert paths(top) == ["a"]


def test_what_is_no_plain_file_is_never_opened(top: Path) -> None:
    write(top / "a")
    os.mkfifo(top / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        folder = os.open(top, os.O_RDONLY)
        try:
            listening.bind(f"/proc/self/fd/{folder}/socket" if os.path.exists("/proc/self/fd") else str(top / "socket"))  # noqa: PTH110 - Path.exists follows it
            assert paths(top) == ["a"]
        finally:
            os.close(folder)


def test_a_drop_may_be_reached_through_a_link(top: Path, tmp_path: Path) -> None:
    write(top / "a")
    (tmp_path / "link").symlink_to(top)
    assert paths(tmp_path / "link") == ["a"]


def test_a_name_that_is_no_utf_8_is_listed(top: Path) -> None:
    write(top / os.fsdecode(b"caf\xe9.mov"))
    assert paths(top) == [r"caf\xe9.mov"]


def test_what_is_no_folder_has_no_files(top: Path) -> None:
    assert user_files(write(top / "a"), top / "cut") == ()
    assert user_files(top / "nothing", top / "cut") == ()


def test_a_version_tells_of_every_write(top: Path) -> None:
    file = write(top / "a", b"one")
    before, found = version(top), file.stat()
    write(file, b"two")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert version(top) != before, "a program that copies sets back the time of modification"


def test_a_version_tells_of_another_file_in_its_place(top: Path) -> None:
    file = write(top / "a", b"one")
    before, found = version(top), file.stat()
    other = write(top / "b", b"two")
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.rename(file)
    assert version(top) != before


def test_reading_makes_no_new_version(top: Path) -> None:
    file = write(top / "a", b"one")
    before = user_files(top, top / "cut")
    file.read_bytes()
    assert user_files(top, top / "cut") == before


def test_a_file_says_when_it_was_modified(top: Path) -> None:
    os.utime(write(top / "a", b"one"), ns=(0, 1_700_000_000_123_456_789))
    (file,) = user_files(top, top / "cut")
    assert file == FileVersion(path="a", version=file.version, size=3, modified=1_700_000_000_123)  # type: ignore[arg-type]


def test_too_many_files_are_refused_in_a_sentence(top: Path) -> None:
    for number in range(MOST_FILES):
        (top / f"{number}").touch()
        (top / f".hidden {number}").touch()
    assert len(paths(top)) == MOST_FILES
    (top / "one more").touch()
    with pytest.raises(Permanent, match=r"my video.* holds more than 10,000 files and folders"):
        paths(top)


def test_folders_in_folders_without_end_are_refused_in_a_sentence(top: Path) -> None:
    write(top.joinpath(*"a" * DEEPEST, "x"))
    assert len(paths(top)) == 1
    write(top.joinpath(*"b" * (DEEPEST + 1), "x"))
    with pytest.raises(Permanent, match="lies deeper than 16 folders"):
        paths(top)
