"""The row of a subtitle file that says when its cue is shown."""

from __future__ import annotations

from fractions import Fraction
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Span
from dropcut.domain.time import Seconds
from dropcut.editing.script.source import Source

_MOMENT: Final = r"(?:([0-9]{1,4}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]{1,3}))?"
_TIMING: Final = pattern(rf"\s*{_MOMENT}\s*-->\s*{_MOMENT}(?:\s.*)?")
_MEANT_AS_TIMING: Final = pattern(r"\s*[0-9][0-9:.,\s]{0,40}[-=]+>")
_ARROW: Final = "-->"
_SIXTY: Final = 60
_EXAMPLE: Final = "Write it as 00:00:01,500 --> 00:00:04,000."

Moment = tuple[str | None, ...]


def is_timing(row: str) -> bool:
    """Whether a row is, or was meant to be, the times of a cue."""
    return _ARROW in row or bool(_MEANT_AS_TIMING.match(row))


def span_of(text: str, source: Source, row: int) -> Span:
    """The exact times on a row; where the cue is shown on the screen is left away. Raises Permanent."""
    found = _TIMING.fullmatch(text)
    if not found or not (_is_clock(found.groups()[:4]) and _is_clock(found.groups()[4:])):
        raise source.refusal_at(row, "does not say when its words are said", _EXAMPLE)
    start, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
    if end < start:
        raise source.refusal_at(row, "ends before it starts", "Put the earlier time first.")
    return Span(start=start, end=end)


def _is_clock(moment: Moment) -> bool:
    return int(moment[1] or 0) < _SIXTY and int(moment[2] or 0) < _SIXTY


def _seconds(moment: Moment) -> Seconds:
    hours, minutes, seconds, decimals = (part or "0" for part in moment)
    whole = (int(hours) * _SIXTY + int(minutes)) * _SIXTY + int(seconds)
    return whole + Fraction(int(decimals), 10 ** len(decimals))
