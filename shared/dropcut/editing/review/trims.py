"""How much earlier or later a take begins and ends, as people write it: `0.25 s earlier`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

_WRITTEN: Final = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,6})?)\s*(s|sec|seconds?|ms)?\s*(earlier|later)", re.IGNORECASE)
_MOST: Final = 60


def trim(amount: Fraction | None, way: str) -> str:
    """An amount in the direction `way`, to the millisecond; a negative one in the other direction."""
    thousandths = round((amount or Fraction(0)) * 1000)
    towards = way if thousandths >= 0 else _OTHER[way]
    whole, rest = divmod(abs(thousandths), 1000)
    decimals = f"{rest:03}"
    return f"{whole}.{decimals.removesuffix('0')} s {towards}"


def read_trim(text: str, way: str) -> Fraction | None:
    """The amount in the direction `way`; None when `text` says none."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    number = Fraction(found[1].replace(",", "."))
    seconds = number / 1000 if (found[2] or "").lower() == "ms" else number
    if seconds > _MOST:
        return None
    return seconds if found[3].lower() == way else -seconds


_OTHER: Final = {"earlier": "later", "later": "earlier"}
