"""What a job is at is told in words that nobody has to learn."""

from __future__ import annotations

import pytest

from dropcut.api.pages.standing import PLAIN
from dropcut.catalog import CATALOG, UPSCALING


@pytest.mark.parametrize("step", sorted({row.name for row in (*CATALOG.rows, *UPSCALING.rows)}))
def test_every_step_has_plain_words(step: str) -> None:
    assert PLAIN[step]
    assert "_" not in PLAIN[step]
