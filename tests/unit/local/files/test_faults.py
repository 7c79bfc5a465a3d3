"""What the file system refuses, as a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from errno import EACCES, EDQUOT, EIO, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path

import pytest

from dropcut.domain.errors import DropcutError, Permanent, Retryable, Unavailable
from dropcut.local.files.faults import in_words, said


def refusal(code: int, filename: str | None = None) -> OSError:
    return OSError(code, os.strerror(code), filename)


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (ENOSPC, Retryable, "The disk of"),
        (EDQUOT, Retryable, "This user's share of the disk of"),
        (EACCES, Permanent, "is closed to this user"),
        (EPERM, Permanent, "is closed to this user"),
        (EROFS, Permanent, "cannot be written"),
        (ENOTDIR, Permanent, "is no folder"),
        (EIO, Unavailable, "Check the disk"),
    ],
)
def test_a_refusal_says_what_to_do(code: int, kind: type[DropcutError], words: str, tmp_path: Path) -> None:
    error = said(refusal(code), tmp_path)
    assert type(error) is kind
    assert words in str(error)
    assert tmp_path.name in str(error)
    assert error.hint


def test_a_full_disk_tells_how_much_to_free(tmp_path: Path) -> None:
    error = said(refusal(ENOSPC), tmp_path, needed=500 << 20)
    assert "free 564 MB or more" in str(error)
    assert " MB left" in str(error)


def test_a_refused_file_is_named(tmp_path: Path) -> None:
    assert '"bad\\nname"' in str(said(refusal(EACCES, "bad\nname"), tmp_path))


def test_other_errors_pass(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), in_words(tmp_path):
        raise ZeroDivisionError


CLOSED = """
import os, sys
from pathlib import Path
from dropcut.domain.errors import Permanent
from dropcut.local.files.blobs import FileBlobs
if os.getuid() == 0:
    os.setuid(65534)
try:
    FileBlobs(Path(sys.argv[1])).put("a", b"x")
except Permanent as error:
    print(error)
"""


def test_a_closed_home_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        folder.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    ended = subprocess.run([sys.executable, "-c", CLOSED, home], check=True, capture_output=True, text=True)
    assert "is closed to this user" in ended.stdout
