"""Time as Final Cut writes it."""

from __future__ import annotations

from dropcut.domain.time import Seconds


def rational(time: Seconds) -> str:
    """`1001/30000s`, `5s`."""
    return f"{time.numerator}s" if time.denominator == 1 else f"{time.numerator}/{time.denominator}s"
