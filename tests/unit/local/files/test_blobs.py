"""What blobs are on a disk."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from errno import EPERM
from pathlib import Path

import pytest

from dropcut.domain.errors import AlreadyThere, Permanent, Unavailable
from dropcut.local.files.blobs import FileBlobs
from tests.conformance.racing import race

DAY_S = 24 * 60 * 60


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "home"


def made_older(file: Path, seconds: float) -> None:
    when = file.stat().st_mtime - seconds
    os.utime(file, (when, when))


def unfinished(root: Path) -> list[Path]:
    return list((root / ".tmp").iterdir())


def test_a_blob_is_a_read_only_file_under_its_own_path(root: Path) -> None:
    FileBlobs(root).put("store/ada/a/1", b"to be")
    file = root / "store/ada/a/1"
    assert file.read_bytes() == b"to be"
    assert stat.S_IMODE(file.stat().st_mode) & 0o222 == 0
    assert file.stat().st_nlink == 1
    assert unfinished(root) == []


def test_nothing_of_a_failed_writing_is_left(root: Path) -> None:
    def stumble() -> None:
        with FileBlobs(root).writing("a/b"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert unfinished(root) == []
    assert not (root / "a").exists()


def test_other_files_of_the_home_are_no_blobs_while_it_is_hidden_or_beside(root: Path) -> None:
    blobs = FileBlobs(root)
    blobs.put("store/a", b"")
    (root / "ledger.sqlite").write_bytes(b"")
    (root / "store" / "link").symlink_to(root / "ledger.sqlite")
    os.mkfifo(root / "store" / "pipe")
    assert [listed.path for listed in blobs.list("store/")] == ["store/a"]


def test_folders_go_with_the_last_blob_in_them(root: Path) -> None:
    blobs = FileBlobs(root)
    blobs.put("store/ada/a/1", b"")
    blobs.put("store/ada/b/1", b"")
    blobs.delete("store/ada/a/1")
    assert sorted(path.name for path in (root / "store/ada").iterdir()) == ["b"]
    blobs.delete("store/ada/b/1")
    assert root.exists()
    assert not (root / "store").exists()


def test_nothing_lies_below_a_blob(root: Path) -> None:
    blobs = FileBlobs(root)
    blobs.put("a", b"")
    with pytest.raises(Permanent, match="below a path that is a blob"):
        blobs.put("a/b", b"")
    blobs.put("c/d", b"")
    with pytest.raises(AlreadyThere):
        blobs.put("c", b"")


def test_a_killed_writer_leaves_no_blob(root: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from dropcut.local.files.blobs import FileBlobs\n"
        "with FileBlobs(Path(sys.argv[1])).writing('a/b') as writing:\n"
        "    writing.write(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, root], check=False).returncode == -signal.SIGKILL
    blobs = FileBlobs(root)
    assert list(blobs.list("")) == []
    (left,) = unfinished(root)
    assert blobs.sweep() == 0, "it might be newly made, and not locked yet"
    made_older(left, 120)
    assert blobs.sweep() == 1
    assert unfinished(root) == []


def test_sweeping_spares_what_is_being_written(root: Path) -> None:
    blobs = FileBlobs(root)
    with blobs.writing("a") as writing:
        writing.write(b"slow")
        (file,) = unfinished(root)
        made_older(file, 3 * 60 * 60)
        assert FileBlobs(root).sweep() == 0
        writing.write(b"ly")
    with blobs.open("a") as opened:
        assert opened.read() == b"slowly"


def test_sweeping_takes_what_nobody_wrote_to_for_a_day(root: Path) -> None:
    blobs = FileBlobs(root)
    assert blobs.sweep() == 0
    for_days = blobs.writing("a")
    for_days.__enter__()
    made_older(unfinished(root)[0], DAY_S + 60)
    assert blobs.sweep() == 1
    with pytest.raises(Unavailable):
        for_days.__exit__(None, None, None)


def _refusing_links(_file: Path, _final: Path) -> None:
    raise OSError(EPERM, os.strerror(EPERM))


def test_without_links_one_of_twenty_still_wins(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _refusing_links)
    blobs = FileBlobs(root)

    def put(number: int) -> bool:
        try:
            blobs.put("a/b", b"%d" % number)
        except AlreadyThere:
            return False
        return True

    won = [number for number, won in enumerate(race(put)) if won]
    assert len(won) == 1
    assert (root / "a/b").read_bytes() == b"%d" % won[0]
    assert [file for file in unfinished(root) if file.suffix == ".part"] == []


def test_what_the_disk_refuses_is_told_in_a_sentence(root: Path) -> None:
    root.write_bytes(b"a file where the home should be")
    with pytest.raises(Permanent, match="is no folder"):
        FileBlobs(root).put("a", b"")
