"""Footage that some program still has open for writing is not whole, however long it stays the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dropcut.local.files.listing import user_files
from dropcut.local.files.mounts import is_on_this_machine
from dropcut.local.files.writers import is_written, watched


def asked(file: Path) -> bool:
    return is_written(str(file), file.stat())


@pytest.fixture
def take(tmp_path: Path) -> Path:
    if not is_on_this_machine(tmp_path):
        pytest.skip("there is no disk of this machine here")
    file = tmp_path / "drop" / "take1.mp4"
    file.parent.mkdir()
    file.write_bytes(b"all of it")
    return file


def test_a_file_is_written_while_another_program_has_it_open(take: Path) -> None:
    command = [sys.executable, "-c", "import sys; f = open(sys.argv[1], 'ab'); print('open', flush=True); sys.stdin.read()"]
    with subprocess.Popen([*command, str(take)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        assert asked(take)
        writer.communicate()
    assert not asked(take)


def test_readers_are_no_writers(take: Path) -> None:
    with take.open("rb"):
        assert not asked(take)


def test_asking_costs_a_writer_nothing(take: Path) -> None:
    """A program that begins to write while it is asked waits for moments, and neither of the two is ended."""
    code = "import sys\nfor n in range(2000): open(sys.argv[1], 'ab').close()"
    with subprocess.Popen([sys.executable, "-c", code, str(take)]) as writer:
        while writer.poll() is None:
            asked(take)
    assert writer.returncode == 0


def test_scripts_are_not_asked_about(take: Path) -> None:
    script = take.with_name("script.docx")
    with script.open("wb"):
        assert not asked(script)


def test_what_is_written_is_another_version_at_each_look(take: Path) -> None:
    written = watched(on_this_machine=True)
    with take.open("ab"):
        looks = {user_files(take.parent, take.parent / "cut", written)[0].version for _ in range(3)}
        assert len(looks) == 3
    (first,), (second,) = (user_files(take.parent, take.parent / "cut", written) for _ in range(2))
    assert first == second


def test_where_it_cannot_be_asked_nobody_writes(take: Path) -> None:
    with take.open("ab"):
        assert not watched(on_this_machine=False)(str(take), take.stat())


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /srv/quick tmpfs rw 0 0
nas:/films /mnt/films nfs4 rw 0 0
//nas/more /mnt/more\\040films cifs rw 0 0
host:/home /mnt/films/here fuse.sshfs rw 0 0
/dev/sdb1 /mnt/films/here/disk xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "here"),
    [
        ("/home/ann/inbox", True),
        ("/srv/quick/inbox", True),
        ("/mnt/films", False),
        ("/mnt/films/of/ann", False),
        ("/mnt/more films/inbox", False),
        ("/mnt/films/here/inbox", False),
        ("/mnt/films/here/disk/inbox", True),
        ("/mnt/filmstock", True),
    ],
)
def test_network_mounts_are_known(tmp_path: Path, folder: str, *, here: bool) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS)
    assert is_on_this_machine(Path(folder), table) is here


def test_where_there_is_no_table_all_is_here(tmp_path: Path) -> None:
    assert is_on_this_machine(tmp_path, tmp_path / "no table")


def test_names_that_hide_what_is_brought_are_listed(tmp_path: Path) -> None:
    for name in (".take1.mp4.Xy12zQ", ".hidden", ".DS_Store", "take2.mp4"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".take3.mp4.abcdef").mkdir()
    (tmp_path / ".take4.mp4.abcdef").symlink_to("take2.mp4")
    assert [file.path for file in user_files(tmp_path, tmp_path / "cut")] == [".take1.mp4.Xy12zQ", "take2.mp4"]
