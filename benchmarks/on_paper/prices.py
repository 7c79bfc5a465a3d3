"""What a cloud asks for what is counted: list prices, taken as assumptions of November 2026, for one region in the USA."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from benchmarks.on_paper.counting import Kind

LEAST_MESSAGE = 1_024
"""Bytes billed at least for publishing a message, and again for delivering it."""
_TIB = Decimal(1 << 40)

DOLLARS: Mapping[Kind, Decimal] = {
    Kind.READ: Decimal("0.03") / 100_000,
    Kind.WRITE: Decimal("0.09") / 100_000,
    Kind.DELETE: Decimal("0.01") / 100_000,
    Kind.MESSAGE: Decimal(40) * 2 * LEAST_MESSAGE / _TIB,
    Kind.CLASS_A: Decimal("0.05") / 10_000,
    Kind.CLASS_B: Decimal("0.004") / 10_000,
}


def price(counts: Mapping[Kind, float]) -> Decimal:
    """In dollars."""
    return sum((DOLLARS[kind] * Decimal(count) for kind, count in counts.items()), Decimal(0))
