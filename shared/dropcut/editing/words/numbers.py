"""Numbers as they are said, in the language of the script."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_LONGEST: Final = 15
"""Longer ones are read digit by digit."""
_YEARS: Final = range(1100, 2100)
_PLAIN_THOUSANDS: Final = range(2000, 2010)
_WORD: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=10_000)
def number_words(digits: str, language: str, *, ordinal: bool = False, plain: bool = False) -> tuple[str, ...]:
    """`digits` with at most one point between them; as written in a language whose numbers nobody here can say.

    A `plain` number was written without marks: four digits may be a year.
    """
    from num2words import num2words  # type: ignore[import-untyped]  # noqa: PLC0415 - large, and few scripts hold a number

    try:
        if len(digits) > _LONGEST:
            said = " ".join(str(num2words(int(digit), lang=language)) for digit in digits if digit.isdecimal())
        elif "." in digits:
            said = str(num2words(digits, lang=language))
        else:
            said = str(num2words(int(digits), lang=language, to=_way(digits, ordinal=ordinal, plain=plain)))
    except NotImplementedError:
        return (digits,)
    return tuple(_WORD.findall(said.casefold()))


def _way(digits: str, *, ordinal: bool, plain: bool) -> str:
    if ordinal:
        return "ordinal"
    is_year = plain and len(digits) == len("1999") and int(digits) in _YEARS and int(digits) not in _PLAIN_THOUSANDS
    return "year" if is_year else "cardinal"
