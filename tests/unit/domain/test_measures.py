"""How long work will take, told from how long such work took."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.measures import KEPT, Measured, Sample, Throughput, Unit, Work, pace_of, slower
from dropcut.domain.values import Millis

TABLE = Throughput(
    step="render", unit=Unit.MEGAPIXEL, start=Millis(500), each=Fraction(10), since="2026-11-21", source="a test"
)


def measured(*samples: tuple[int, int]) -> Measured:
    told = [Sample(thousandths=1000 * units, millis=Millis(millis), stored=100 * units) for units, millis in samples]
    return Measured(step="render", version="1").with_more(told)


def expected(of: Measured | None, units: int) -> float:
    return float(pace_of(TABLE, of).millis(Work(thousandths=1000 * units)))


def test_without_measures_the_table_stands_and_the_range_is_wide() -> None:
    pace = pace_of(TABLE, None)
    assert expected(None, 100) == 1500
    assert (pace.low, pace.high) == (Fraction(1, 2), Fraction(2))


def test_one_measure_moves_the_table_most_of_the_way() -> None:
    assert expected(measured((100, 3000)), 100) == pytest.approx(3000, rel=0.11)


def test_a_few_measures_of_one_size_keep_the_tables_proportions() -> None:
    machine = measured(*[(100, 3000)] * 12)
    assert expected(machine, 100) == pytest.approx(3000, rel=0.02)
    assert expected(machine, 0) == pytest.approx(1000, rel=0.02)


def test_measures_of_many_sizes_tell_what_a_task_takes_by_itself() -> None:
    sizes = (10, 20, 40, 80, 160, 320, 500)
    machine = measured(*((size, 2000 + 5 * size) for size in sizes))
    assert expected(machine, 1000) == pytest.approx(7000, rel=0.03)
    assert expected(machine, 1) == pytest.approx(2005, rel=0.05)


def test_one_task_on_a_busy_moment_moves_little() -> None:
    usual = [(size, 500 + 10 * size) for size in range(10, 210, 10)]
    disturbed = measured(*usual, (100, 90_000))
    assert expected(disturbed, 100) == pytest.approx(1500, rel=0.15)


def test_the_sum_of_all_is_what_a_person_waits_for() -> None:
    skewed = [(50, 900)] * 8 + [(50, 1500)] * 4
    machine = measured(*skewed)
    assert 12 * expected(machine, 50) == pytest.approx(sum(millis for _, millis in skewed), rel=0.06)


def test_the_newest_are_kept_and_all_are_counted() -> None:
    many = measured(*[(1, 10)] * KEPT).with_more([Sample(thousandths=1000, millis=Millis(99))] * 5)
    assert (len(many.samples), many.count, many.samples[-1].millis) == (KEPT, KEPT + 5, 99)


def test_work_that_took_no_time_breaks_nothing() -> None:
    assert expected(measured(*[(0, 0)] * 9), 100) >= 0
    assert expected(measured(*[(size, 0) for size in range(20)]), 100) >= 0


def test_what_is_kept_is_told_from_what_was_kept() -> None:
    assert pace_of(TABLE, measured((10, 600), (20, 700))).bytes(Work(thousandths=50_000)) == 5_000


def test_a_machine_that_is_slower_at_one_thing_is_expected_to_be_at_others() -> None:
    factor = slower(TABLE, measured(*[(100, 3000)] * 9))
    assert float(pace_of(TABLE, None, factor).millis(Work(thousandths=100_000))) == pytest.approx(3000, rel=0.05)
