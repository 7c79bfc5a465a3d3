"""The repository's commands explain themselves, and each name of the design is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED_BY_THE_DESIGN = {"demo", "test", "install", "check", "bench", "soak", "simulate", "cloud-local"}


def make(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run make as from a terminal: not as a part of the `make test` that runs this."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, text=True, capture_output=True, check=False)


def test_make_alone_explains_every_command() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    explained = set(re.findall(r"^make ([a-z-]+) +\S", make().stdout, re.MULTILINE))
    assert explained == set(phony[1].split())
    assert explained >= NAMED_BY_THE_DESIGN


@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        ("exit 1", "is older than Python 3.11"),
        ('case "$2" in *venv*) exit 1;; esac', "install its venv module"),
    ],
)
def test_a_python_that_will_not_do_is_refused_in_one_sentence(python: str, sentence: str, tmp_path: Path) -> None:
    told = tmp_path / "python"
    told.write_text(f"#!/bin/sh\n{python}\n")
    told.chmod(0o755)
    done = make("-f", str(ROOT / "Makefile"), ".venv/.made", f"PYTHON={told}", folder=tmp_path)
    assert sentence in done.stderr.splitlines()[-2]
    assert not (tmp_path / ".venv").exists()


def test_a_missing_python_is_named_in_one_sentence(tmp_path: Path) -> None:
    done = make("-f", str(ROOT / "Makefile"), ".venv/.made", "PYTHON=python-nowhere", folder=tmp_path)
    assert "There is no python-nowhere here" in done.stderr


def test_ci_may_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
