"""What tests of upscaling are handed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.ports.tools import Programs
from tests.media.render.hands import Hands


@pytest.fixture
def hands(tmp_path: Path, programs: Programs) -> Hands:
    return Hands(tmp_path, programs)
