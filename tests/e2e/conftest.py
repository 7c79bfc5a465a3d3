"""What the tests of the whole command share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.driving import Stage, kill_all


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A drop to work on. No process outlives the test."""
    made = Stage(tmp_path)
    yield made
    kill_all(made.processes())
