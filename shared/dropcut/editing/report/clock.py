"""Times as a page shows them."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

_MINUTE: Final = 60
_HOUR: Final = 3600


def clock(time: Fraction) -> str:
    """`0:03.2`, `12:40.0`, `1:02:03.4`: to the nearest tenth of a second."""
    tenths = round(abs(time) * 10)
    seconds, tenth = divmod(tenths, 10)
    sign = "−" if time < 0 and tenths else ""
    return f"{sign}{_minutes(seconds)}.{tenth}"


def mark(time: Fraction) -> str:
    """The same to the second, for a ruler: `0:03`."""
    return _minutes(round(time))


def decimal(number: Fraction, places: int) -> str:
    """A number with so many decimals, with a true minus."""
    scaled = round(abs(number) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    sign = "−" if number < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"


def _minutes(seconds: int) -> str:
    hours, rest = divmod(seconds, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
