"""What a cloud asks for what is counted: the list prices of the product's own table, for one region in the USA."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from benchmarks.on_paper.counting import Kind
from dropcut.domain.prices import TABLE
from dropcut.domain.tariffs import Item

LEAST_MESSAGE = 1_024
"""Bytes billed at least for publishing a message, and again for delivering it."""
_TIB = Decimal(1 << 40)
_LISTED: Final = TABLE.prices_in("us-central1")


def _listed(item: Item) -> Decimal:
    return Decimal(_LISTED[item].numerator) / Decimal(_LISTED[item].denominator)


DOLLARS: Mapping[Kind, Decimal] = {
    Kind.READ: _listed(Item.READ),
    Kind.WRITE: _listed(Item.WRITE),
    Kind.DELETE: _listed(Item.DELETE),
    Kind.MESSAGE: _listed(Item.PUBLISHED) * 2 * LEAST_MESSAGE / _TIB,
    Kind.CLASS_A: _listed(Item.CLASS_A),
    Kind.CLASS_B: _listed(Item.CLASS_B),
}


def price(counts: Mapping[Kind, float]) -> Decimal:
    """In dollars."""
    return sum((DOLLARS[kind] * Decimal(count) for kind, count in counts.items()), Decimal(0))
