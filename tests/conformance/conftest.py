"""A ledger of every kind in turn, and the clock of its store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dropcut.domain.values import Instant
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger
from tests.conformance.adapters import LEDGERS

START = Instant(1_700_000_000_000)


@pytest.fixture
def clock() -> MemoryClock:
    """The store's clock."""
    return MemoryClock(START)


@pytest.fixture(params=LEDGERS)
def ledger(request: pytest.FixtureRequest, tmp_path: Path, clock: MemoryClock) -> Iterator[Ledger]:
    with LEDGERS[request.param](tmp_path, clock.now) as ledger:
        yield ledger
