"""How a home charges for work: not at all, by the hour of a machine, or as Google Cloud lists it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

from dropcut.domain.catalog import Row
from dropcut.domain.measures import Throughput
from dropcut.domain.money import Amount
from dropcut.domain.time import Exact
from dropcut.domain.values import Value

_HOUR_S: Final = 3600
_MIB_A_GIB: Final = 1024


class Item(StrEnum):
    """What a cloud bills."""

    FUNCTION_CPU = "a second of a vCPU, in functions"
    FUNCTION_MEMORY = "a second of a GiB of memory, in functions"
    FUNCTION_CALL = "a call of a function"
    JOB_CPU = "a second of a vCPU, in jobs"
    JOB_MEMORY = "a second of a GiB of memory, in jobs"
    L4 = "a second of an NVIDIA L4, without zonal redundancy"
    READ = "a document read in Firestore"
    WRITE = "a document written in Firestore"
    DELETE = "a document deleted in Firestore"
    CLASS_A = "a class A operation of Cloud Storage"
    CLASS_B = "a class B operation of Cloud Storage"
    STORED = "a GiB kept in Cloud Storage for a month"
    SENT_OUT = "a GiB sent out to the internet"
    PUBLISHED = "a TiB through Pub/Sub"


class Price(Value):
    """One row of the price table."""

    item: Item
    region: str
    amount: Exact
    """In the table's currency, before any free tier, discount or tax."""
    since: str
    """When it was looked up, `2026-11-21`."""
    source: str


class PriceTable(Value):
    """All prices and throughputs, under one version: whatever was estimated says by which."""

    version: str
    currency: str
    home_region: str
    """Whose prices stand for a region that has no rows."""
    prices: tuple[Price, ...]
    throughputs: tuple[Throughput, ...]

    def prices_in(self, region: str) -> Mapping[Item, Fraction]:
        """By item."""
        listed = region if any(price.region == region for price in self.prices) else self.home_region
        return {price.item: price.amount for price in self.prices if price.region == listed}

    def throughput(self, step: str, variant: str) -> Throughput:
        """Of a step with this engine or encoder, else of the step, else of any."""
        rows = [row for row in self.throughputs if row.step == step]
        plain = next((row for row in rows if not row.variant), self.throughputs[0])
        return next((row for row in rows if row.variant == variant), plain)


class Upkeep(Value):
    """What a task costs beside its processors: the calls that keep the books. Counted in `docs/scale.md`."""

    reads: Exact = Fraction(20)
    writes: Exact = Fraction(13)
    deletes: Exact = Fraction(1)
    class_a: Exact = Fraction(1)
    class_b: Exact = Fraction(5, 4)


class Tariff(Value):
    """How one home charges."""

    hour: Amount = Fraction(0)
    """Of this machine, all its cores. Nothing, unless its owner says what it costs them."""
    cores: int = 1
    region: str = ""
    """Of Google Cloud; empty for a machine of one's own."""
    table: PriceTable

    @property
    def charges(self) -> bool:
        """Whether anything costs money."""
        return bool(self.region or self.hour)

    def amount(self, row: Row, millis: Fraction, tasks: int) -> Fraction:
        """Of work of so long, in so many tasks."""
        if not self.region:
            share = Fraction(min(row.cores, self.cores), max(1, self.cores))
            return self.hour * share * millis / (1000 * _HOUR_S)
        prices = self.table.prices_in(self.region)
        return self._a_second(row, prices) * millis / 1000 + tasks * _upkeep(row, prices)

    def kept(self, stored: Fraction) -> Fraction:
        """Of keeping so many bytes for a month."""
        return self.table.prices_in(self.region)[Item.STORED] * stored / (1 << 30) if self.region else Fraction(0)

    def _a_second(self, row: Row, prices: Mapping[Item, Fraction]) -> Fraction:
        job = row.runs == "gpu_job"
        cpu, memory = (Item.JOB_CPU, Item.JOB_MEMORY) if job else (Item.FUNCTION_CPU, Item.FUNCTION_MEMORY)
        card = prices[Item.L4] if row.gpu else Fraction(0)
        return row.cpu * prices[cpu] + Fraction(row.memory_mib, _MIB_A_GIB) * prices[memory] + card


def _upkeep(row: Row, prices: Mapping[Item, Fraction]) -> Fraction:
    upkeep = Upkeep()
    call = prices[Item.FUNCTION_CALL] if row.runs == "function" else Fraction(0)
    return (
        call
        + upkeep.reads * prices[Item.READ]
        + upkeep.writes * prices[Item.WRITE]
        + upkeep.deletes * prices[Item.DELETE]
        + upkeep.class_a * prices[Item.CLASS_A]
        + upkeep.class_b * prices[Item.CLASS_B]
    )
