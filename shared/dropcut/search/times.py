"""When words are said, in few bytes: hundredths of a second since the passage began."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

from dropcut.domain.values import Millis

_LONGEST: Final = 0xFFFF
_STEP: Final = 10


def packed(times: Sequence[Millis]) -> bytes:
    """Nothing for none."""
    return array("H", (min(_LONGEST, round(time / _STEP)) for time in times)).tobytes()


def time_of(kept: bytes, word: int) -> Millis | None:
    """When the word of that number begins; None where it is not known."""
    times = array("H")
    times.frombytes(kept)
    return Millis(times[word] * _STEP) if word < len(times) else None
