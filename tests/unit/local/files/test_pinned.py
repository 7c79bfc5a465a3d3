"""Reading one version of a user's file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Gone
from dropcut.local.files.listing import user_files, version_of
from dropcut.local.files.pinned import located, opened


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a").write_bytes(b"0123456789" * 100_000)
    return folder


def only(top: Path) -> FileVersion:
    (file,) = user_files(top, top / "cut")
    return file


def test_a_file_may_be_replaced_by_name_while_it_is_read_through(top: Path) -> None:
    with opened(top, only(top)) as file:
        assert file.read(10) == b"0123456789"
        (top / "new").write_bytes(b"new")
        (top / "new").rename(top / "sub" / "a")
        with pytest.raises(Gone):  # its last name went, which the file system notes as a change
            file.read()


def test_a_read_of_changed_bytes_is_refused(top: Path) -> None:
    with opened(top, only(top)) as file:
        assert file.read(10) == b"0123456789"
        with (top / "sub" / "a").open("r+b") as other:
            other.seek(900_000)
            other.write(b"x")
        file.seek(900_000)
        with pytest.raises(Gone, match=r"sub/a is not the file that was looked at"):
            file.read(1)


def test_a_file_in_place_of_a_link_is_never_followed_outside(top: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    asked = FileVersion(path="sub/a", version=version_of(secret.stat()), size=6)
    (top / "sub" / "a").unlink()
    (top / "sub" / "a").symlink_to(secret)
    for ask in (opened, located):
        with pytest.raises(Gone):
            ask(top, asked)
    (top / "sub" / "a").unlink()
    (top / "sub").rmdir()
    (top / "sub").symlink_to(tmp_path)
    with pytest.raises(Gone):
        opened(top, FileVersion(path="sub/secret", version=asked.version, size=6))


def test_a_pipe_in_place_of_a_file_is_gone_and_not_waited_for(top: Path) -> None:
    asked = only(top)
    (top / "sub" / "a").unlink()
    os.mkfifo(top / "sub" / "a")
    for ask in (opened, located):
        with pytest.raises(Gone):
            ask(top, asked)


def test_a_link_is_read_through_and_located_where_it_leads(top: Path) -> None:
    (top / "link").symlink_to("sub/a")
    (link,) = (file for file in user_files(top, top / "cut") if file.path == "link")
    with opened(top, link) as file:
        assert file.read(3) == b"012"
    assert located(top, link) == top / "sub" / "a"


def test_a_name_that_is_no_utf_8_can_be_read(top: Path) -> None:
    name = os.fsdecode(b"caf\xe9.mov")
    (top / name).write_bytes(b"x")
    (file,) = (file for file in user_files(top, top / "cut") if file.path.startswith("caf"))
    with opened(top, file) as found:
        assert found.read() == b"x"
    assert located(top, file) == top / name


def test_no_descriptor_is_left_open(top: Path) -> None:
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - a count is all that is asked
    asked = only(top)
    located(top, asked)
    opened(top, asked).close()
    with pytest.raises(Gone):
        opened(top, asked.model_copy(update={"version": "another"}))
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208 - as above
