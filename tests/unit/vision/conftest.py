"""What tests of seeing are handed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dropcut.media.programs import locate
from tests.media.clips import Clips
from tests.unit.vision.clips import Eyes


@pytest.fixture
def eyes() -> Eyes:
    return Eyes()


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    base = tmp_path_factory.getbasetemp()
    shelf = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "clips"
    shelf.mkdir(exist_ok=True)
    return Clips(shelf=shelf, ffmpeg=locate(os.environ.get("PATH", os.defpath)).ffmpeg)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
