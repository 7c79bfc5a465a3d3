"""What a kill at any moment leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def moments(scenario: str, place: Path, root: Path) -> int:
    command = [sys.executable, "-m", "tests.unit.local.files.kills", scenario, str(place)]
    ended = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


def test_a_kill_at_any_moment_leaves_a_blob_whole_or_not_there(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert moments("put", tmp_path, request.config.rootpath) > 5


def test_a_kill_at_any_moment_is_mended_by_publishing_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert moments("publish", tmp_path, request.config.rootpath) > 50
