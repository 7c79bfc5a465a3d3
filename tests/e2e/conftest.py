"""What the tests of the whole command share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.driving import Stage, kill_all
from tests.e2e.story import Story


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A drop to work on. No process outlives the test."""
    made = Stage(tmp_path)
    yield made
    kill_all(made.processes())


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def story(of_this_run: Path) -> Story:
    """The example's, told once a run."""
    return Story.once(of_this_run / "first-cut")
