"""A database for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.cloud.firestore.bench import Bench, bench


@pytest.fixture
def home() -> Iterator[Bench]:
    """An empty database, and ways to it."""
    with bench() as home:
        yield home
