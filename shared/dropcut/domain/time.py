"""Exact time: seconds and rates are fractions, never floats, so that an hour of footage ends on its frame."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, floor
from re import compile as pattern
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from dropcut.domain.values import Value

_RATIO = pattern(r"[+-]?[0-9]+/[0-9]+")
_LONGEST_NUMBER = 64
_LARGEST_EXPONENT = 64


def exact(number: object) -> Fraction:
    """The fraction that an int, a Decimal, `"n/d"` or decimal text says. Raises ValueError for a float or anything else."""
    if isinstance(number, Fraction | int) and not isinstance(number, bool):
        return Fraction(number)
    if isinstance(number, Decimal):
        return _from_decimal(number)
    if isinstance(number, str) and len(number) <= _LONGEST_NUMBER:
        return _from_text(number)
    raise ValueError(f"{number!r} is not exact: write a whole number, a fraction such as 1001/30000, or a decimal in quotes")


def ratio(number: Fraction) -> str:
    """The one text of a fraction: `"n/d"` in lowest terms."""
    return f"{number.numerator}/{number.denominator}"


def _from_text(text: str) -> Fraction:
    if _RATIO.fullmatch(text):
        above, below = text.split("/")
        if int(below) == 0:
            raise ValueError(f"{text!r} divides by zero")
        return Fraction(int(above), int(below))
    try:
        return _from_decimal(Decimal(text))
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number: write it as 12.5 or 1001/30000") from None


def _from_decimal(number: Decimal) -> Fraction:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _LARGEST_EXPONENT or abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError(f"{number} is not a time that a clip can have")
    return Fraction(number)


def _positive(number: Fraction) -> Fraction:
    if number <= 0:
        raise ValueError(f"a rate is above zero, not {number}")
    return number


Exact = Annotated[
    Fraction,
    BeforeValidator(exact),
    PlainSerializer(ratio, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^-?[0-9]+/[0-9]+$"}),
]

Seconds = Exact
"""A time or a length in seconds. Stored as `"n/d"`."""

Rate = Annotated[Exact, AfterValidator(_positive)]
"""Frames (or samples) a second, above zero. Stored as `"n/d"`."""

STANDARD_RATES: tuple[Rate, ...] = tuple(
    Fraction(rate)
    for rate in (
        "24000/1001",
        "24",
        "25",
        "30000/1001",
        "30",
        "48",
        "50",
        "60000/1001",
        "60",
        "12",
        "15",
        "100",
        "120000/1001",
        "120",
        "240",
    )
)
"""The rates that cameras and screens name, the usual ones first."""


def frame_at(time: Seconds, rate: Rate) -> int:
    """The frame on screen at `time`: the last one that starts at or before it."""
    return floor(time * rate)


def nearest_frame(time: Seconds, rate: Rate) -> int:
    """The frame that starts closest to `time`; of two as close, the later."""
    return floor(time * rate + Fraction(1, 2))


def time_of(frame: int, rate: Rate) -> Seconds:
    """When a frame starts."""
    return frame / rate


def is_drop_frame(rate: Rate) -> bool:
    """Whether timecode at this rate may skip labels: 30000/1001 and its multiples."""
    return rate.denominator == 1001 and rate.numerator % 30_000 == 0  # noqa: PLR2004 - the definition of NTSC rates


class Timecode(Value):
    """A label such as `01:00:00:00`, or `01:00:00;00` where labels are dropped, and the frame it counts from midnight."""

    text: str
    frame: int
    rate: Rate

    @classmethod
    def parse(cls, text: str, rate: Rate) -> Timecode:
        """Read `HH:MM:SS:FF`, with `;` or `.` before the frames for drop-frame. Raises ValueError saying what is wrong."""
        hours, minutes, seconds, frames, drop = _parts(text)
        nominal = ceil(rate)
        if hours >= _HOURS or minutes >= _SIXTY or seconds >= _SIXTY or frames >= nominal:
            raise ValueError(f"{text!r} is no timecode at {rate} frames a second: a part of it is too large")
        dropped = _dropped_a_minute(rate, drop=drop)
        if frames < dropped and seconds == 0 and minutes % 10:
            raise ValueError(f"{text!r} is a label that drop-frame timecode leaves out")
        whole_minutes = hours * _SIXTY + minutes
        count = (whole_minutes * _SIXTY + seconds) * nominal + frames - dropped * (whole_minutes - whole_minutes // 10)
        return cls(text=_written(count, rate, drop=drop), frame=count, rate=rate)

    @classmethod
    def of(cls, frame: int, rate: Rate, *, drop: bool) -> Timecode:
        """The label of a frame counted from midnight; it starts again after 24 hours."""
        day = frames_a_day(rate, drop=drop)
        return cls(text=_written(frame % day, rate, drop=drop), frame=frame % day, rate=rate)

    @property
    def drop(self) -> bool:
        """Whether its labels skip, to keep up with the clock."""
        return ";" in self.text

    def plus(self, frames: int) -> Timecode:
        """The label so many frames later."""
        return Timecode.of(self.frame + frames, self.rate, drop=self.drop)


def frames_a_day(rate: Rate, *, drop: bool) -> int:
    """How many labels there are before timecode starts again."""
    minutes = _HOURS * _SIXTY
    return minutes * _SIXTY * ceil(rate) - _dropped_a_minute(rate, drop=drop) * (minutes - minutes // 10)


_HOURS = 24
_SIXTY = 60
_TIMECODE = pattern(r"([0-9]{2}):([0-9]{2}):([0-9]{2})([:;.])([0-9]{2,3})")


def _parts(text: str) -> tuple[int, int, int, int, bool]:
    found = _TIMECODE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no timecode: write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame")
    hours, minutes, seconds, mark, frames = found.groups()
    return int(hours), int(minutes), int(seconds), int(frames), mark != ":"


def _dropped_a_minute(rate: Rate, *, drop: bool) -> int:
    if not drop:
        return 0
    if not is_drop_frame(rate):
        raise ValueError(f"timecode at {rate} frames a second has no drop-frame labels")
    return 2 * (ceil(rate) // 30)


def _written(count: int, rate: Rate, *, drop: bool) -> str:
    nominal, dropped = ceil(rate), _dropped_a_minute(rate, drop=drop)
    label = count + _labels_left_out(count, nominal, dropped)
    seconds, frames = divmod(label, nominal)
    minutes, second = divmod(seconds, _SIXTY)
    hour, minute = divmod(minutes, _SIXTY)
    return f"{hour:02}:{minute:02}:{second:02}{';' if drop else ':'}{frames:02}"


def _labels_left_out(count: int, nominal: int, dropped: int) -> int:
    """How many labels were skipped before the frame `count`: none in the first of every ten minutes."""
    first_minute = _SIXTY * nominal
    later_minute = first_minute - dropped
    tens, rest = divmod(count, first_minute + 9 * later_minute)
    later = 0 if rest < first_minute else 1 + (rest - first_minute) // later_minute
    return dropped * (9 * tens + later)
