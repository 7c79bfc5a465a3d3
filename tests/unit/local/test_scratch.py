"""An attempt finds an empty folder, whatever the one before it left."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.local.scratch import Scratch


def test_each_attempt_finds_it_empty(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "home" / "one")
    for _ in range(2):
        with scratch.empty() as folder:
            assert list(folder.iterdir()) == []
            (folder / "frames").mkdir()
            (folder / "frames" / "1.png").touch()
    assert not list(tmp_path.rglob("*.png"))


def test_a_failed_attempt_leaves_nothing(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)

    def attempt() -> None:
        with scratch.empty() as folder:
            (folder / "half").touch()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        attempt()
    with scratch.empty() as folder:
        assert list(folder.iterdir()) == []
