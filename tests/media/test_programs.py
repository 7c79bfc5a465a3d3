"""ffmpeg is the system's, else the one that a package carries; either is known by its build."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.errors import Permanent
from dropcut.media.programs import described, locate
from dropcut.ports.tools import Programs


def test_the_systems_ffmpeg_comes_first(tmp_path: Path, programs: Programs) -> None:
    (tmp_path / "ffmpeg").symlink_to(programs.ffmpeg)

    found = locate(str(tmp_path))

    assert found.ffmpeg == tmp_path / "ffmpeg"
    assert found.build == programs.build


def test_without_one_a_package_carries_it(tmp_path: Path) -> None:
    found = locate(str(tmp_path))

    assert "imageio_ffmpeg" in found.ffmpeg.parts
    assert found.build.startswith("ffmpeg version ")


def test_one_that_does_not_start_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("no program")
    broken.chmod(0o755)

    with pytest.raises(Permanent, match="ffmpeg does not start: Exec format error"):
        described(broken)
