"""The price table: whole, dated, and telling what a card costs an hour."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.catalog import CATALOG
from dropcut.domain.prices import TABLE
from dropcut.domain.tariffs import Item, Tariff
from dropcut.outlook.amounts import MEASURED

HOUR = Fraction(3_600_000)


def cloud(region: str = "us-central1") -> Tariff:
    return Tariff(region=region, table=TABLE)


def test_every_row_says_since_when_and_from_where() -> None:
    dated = [(row.since, row.source) for row in TABLE.prices] + [(row.since, row.source) for row in TABLE.throughputs]
    assert all(since <= TABLE.version and source for since, source in dated)


def test_every_region_has_every_price_once() -> None:
    regions = {price.region for price in TABLE.prices}
    assert TABLE.home_region in regions
    for region in regions:
        assert sorted(price.item for price in TABLE.prices if price.region == region) == sorted(Item)


def test_no_throughput_is_there_twice_and_each_is_of_a_step() -> None:
    named = [(row.step, row.variant) for row in TABLE.throughputs]
    assert len(named) == len(set(named))
    assert {step for step, _ in named} <= {""} | {row.name for row in CATALOG.rows}


def test_every_step_whose_work_grows_has_a_row_of_its_own() -> None:
    assert {row.step for row in TABLE.throughputs} >= MEASURED


def test_an_hour_of_a_card_with_its_machine_costs_what_is_known_of_it() -> None:
    assert float(cloud().amount(CATALOG["upscale"], HOUR, 0)) == pytest.approx(1.42, abs=0.03)


def test_a_second_of_a_function_costs_its_processor_and_its_memory() -> None:
    second = cloud().amount(CATALOG["transcribe"], Fraction(1000), 0)
    assert second == Fraction("0.000024") + 2 * Fraction("0.0000025")


def test_the_books_cost_a_thousandth_of_a_cent_a_task() -> None:
    assert Fraction("0.00001") < cloud().amount(CATALOG["find"], Fraction(0), 1) < Fraction("0.00005")


def test_a_region_without_prices_goes_by_the_home_regions() -> None:
    assert cloud("mars-north1").amount(CATALOG["mix"], HOUR, 1) == cloud().amount(CATALOG["mix"], HOUR, 1)


def test_a_machine_of_ones_own_costs_nothing_until_its_owner_says_so() -> None:
    free = Tariff(cores=2, table=TABLE)
    assert free.amount(CATALOG["render"], HOUR, 9) == 0
    assert not free.charges
    rented = Tariff(hour=Fraction(1, 2), cores=2, table=TABLE)
    assert rented.amount(CATALOG["render"], HOUR, 9) == Fraction(1, 4)
    assert rented.amount(CATALOG["upscale"], HOUR, 9) == Fraction(1, 2)
    assert rented.charges
