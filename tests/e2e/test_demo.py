"""The product's own recipe, on real media, through the real command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.driving import SOON_S


def dropcut(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, text=True, capture_output=True, check=False, timeout=2 * SOON_S)


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    done = dropcut("demo", folder)
    assert (done.returncode, done.stdout.splitlines()[-1].startswith("Done: ")) == (0, True), done.stderr
    return folder


def test_the_demonstration_delivers(filmed: Path) -> None:
    report = json.loads((filmed / "cut" / "footage.json").read_text())
    assert report["schema"] == "dropcut/footage@1"


def test_a_second_call_changes_nothing(filmed: Path) -> None:
    done = dropcut("make", filmed)
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing has changed since it was done: ")


def test_what_is_no_footage_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "take 1.mp4").write_text("this is no film")
    done = dropcut("make", tmp_path, "--progress", "none")
    assert done.returncode == 3
    assert '"take 1.mp4"' in done.stderr
    assert not (tmp_path / "cut").exists()
