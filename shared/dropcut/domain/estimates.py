"""How estimates are said: with two digits that mean something, because the third would be a promise that nobody can keep."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from dropcut.domain.money import CURRENCY, money
from dropcut.domain.wording import seconds, size

_SECOND, _MINUTE, _HOUR = 1, 60, 3_600
_DIGITS: Final = 2
_TEN: Final = 10


def about(time: Fraction) -> str:
    """`150 ms`, `1.5 s`, `13 s`, `1 min 50 s`, `3 h 30 min`, `28 h 00 min`."""
    unit = _HOUR if time >= _HOUR else _MINUTE if time >= _MINUTE else _SECOND
    sixths = unit > _SECOND and time < _TEN * unit  # `1 min 50 s` and not `1.8 min`
    return seconds(_nearest(time, Fraction(unit, 6)) if sixths else unit * two_digits(time / unit))


def about_money(amount: Fraction) -> str:
    """`0.0042 USD`, `0.41 USD`, `5.20 USD`, `12 USD`, `120 USD`."""
    rounded = two_digits(amount)
    return f"{rounded} {CURRENCY}" if rounded >= _TEN else money(rounded)


def about_bytes(count: Fraction) -> str:
    """`812 bytes` as `810 bytes`, `1.2 MB`, `28 MB`."""
    return size(int(two_digits(count))).replace(".0 ", " ")


def two_digits(number: Fraction) -> Fraction:
    """The nearest number of two digits and noughts."""
    if number <= 0:
        return Fraction(0)
    step = Fraction(1)
    while number / step >= _TEN**_DIGITS:
        step *= _TEN
    while number / step < _TEN ** (_DIGITS - 1):
        step /= _TEN
    return _nearest(number, step)


def _nearest(number: Fraction, step: Fraction) -> Fraction:
    return round(number / step) * step
