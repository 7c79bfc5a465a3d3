"""Estimates are said with two digits, whatever their size; what was measured keeps its own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.estimates import about, about_bytes, about_money


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("0", "0 ms"), ("0.1469", "150 ms"), ("0.9996", "1 s"), ("1.46", "1.5 s"), ("13.2", "13 s"), ("59.4", "59 s"),
        ("59.7", "1 min 00 s"), ("107", "1 min 50 s"), ("599", "10 min 00 s"), ("754", "13 min 00 s"),
        ("3599", "1 h 00 min"), ("12345", "3 h 30 min"), ("100000", "28 h 00 min"),
    ],
)  # fmt: skip
def test_of_a_time(time: str, said: str) -> None:
    assert about(Fraction(time)) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "0.00 USD"), ("0.00001", "less than 0.0001 USD"), ("0.00417", "0.0042 USD"), ("0.4137", "0.41 USD"),
        ("5.234", "5.20 USD"), ("9.99", "10 USD"), ("12.37", "12 USD"), ("1234", "1200 USD"),
    ],
)  # fmt: skip
def test_of_money(amount: str, said: str) -> None:
    assert about_money(Fraction(amount)) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 bytes"), (812, "810 bytes"), (1_234_567, "1.2 MB"), (28_456_789, "28 MB")])
def test_of_bytes(count: int, said: str) -> None:
    assert about_bytes(Fraction(count)) == said
