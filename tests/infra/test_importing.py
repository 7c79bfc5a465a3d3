"""Importing dropcut does nothing but define: no file, program, socket, thread or model is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def what_importing_did(source_root: Path) -> str:
    """What the import of everything under `source_root` did beside defining."""
    path = os.pathsep.join([str(source_root), str(ROOT)])
    command = [sys.executable, "-m", "tests.infra.import_everything"]
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, cwd=source_root, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


def test_importing_every_module_does_no_work() -> None:
    assert what_importing_did(ROOT / "shared") == ""


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("FONTS = __import__('os').listdir('.')", "os.listdir"),
        ("TEXT = open(__file__).read()", "open"),
        ("import subprocess\nVERSION = subprocess.check_output(['true'])", "subprocess.Popen"),
        ("import sqlite3\nDATABASE = sqlite3.connect(':memory:')", "sqlite3.connect"),
    ],
)
def test_work_planted_at_import_is_seen(line: str, event: str, tmp_path: Path) -> None:
    (tmp_path / "dropcut").mkdir()
    (tmp_path / "dropcut" / "__init__.py").write_text("")
    (tmp_path / "dropcut" / "planted.py").write_text(line)
    assert event in what_importing_did(tmp_path)
