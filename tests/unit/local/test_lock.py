"""A home has one keeper, and a dead one keeps nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dropcut.local.lock import Taken, keeper, kept_alone

HOLD = """
import sys
from pathlib import Path
from dropcut.local.lock import kept_alone
with kept_alone(Path(sys.argv[1]), "here"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(lock: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_keeper_is_told_who_the_first_is(tmp_path: Path) -> None:
    lock = tmp_path / "home" / "lock"
    with holding(lock) as first:
        assert keeper(lock) == first.pid
        with pytest.raises(Taken, match=f"already at work on here, in process {first.pid}"), kept_alone(lock, "here"):
            pass
        first.communicate()
    assert keeper(lock) is None


def test_a_killed_keeper_is_followed_at_once(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with holding(lock) as first:
        first.kill()
        first.communicate()
    with kept_alone(lock, "here"):
        assert keeper(lock) == os.getpid()


def test_the_lock_is_held_for_as_long_as_anybody_who_inherited_it_lives(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with kept_alone(lock, "here") as descriptor:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(descriptor,))
    assert keeper(lock) is not None
    child.communicate()
    assert keeper(lock) is None


def test_nobody_keeps_what_is_not_there(tmp_path: Path) -> None:
    assert keeper(tmp_path / "nowhere" / "lock") is None
    assert not (tmp_path / "nowhere").exists()
