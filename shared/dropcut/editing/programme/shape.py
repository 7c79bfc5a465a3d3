"""The programme's size and rate: what most of the footage has, unless the settings say otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from dropcut.domain.assets import Clip
from dropcut.domain.footage import Picture
from dropcut.domain.programme import Format
from dropcut.domain.settings import Preset, Settings
from dropcut.domain.time import STANDARD_RATES, Rate, Seconds

T = TypeVar("T")

_FASTEST: Final = 60
"""Faster clips are slow motion: their programme runs at half the rate, or a quarter."""
_PLAIN: Final = (1280, 720, Fraction(25))
"""Where there is sound only."""
_DRAFT_LINES: Final = 540
_UPSCALED_LINES: Final = 2160
"""Of the shorter side of what is upscaled, where nobody says another height: 4K is enough for any screen."""
_LARGEST: Final = 7680
_SNAP: Final = Fraction(1, 200)


def format_for(clips: Sequence[Clip], settings: Settings) -> Format:
    """The shape of a programme cut from `clips`: of several shapes, the one with the most footage."""
    pictures = [
        (picture, clip.asset.footage.duration)
        for clip in clips
        if clip.asset.footage
        for picture in clip.asset.footage.pictures[:1]
    ]
    width, height = _most(pictures, lambda picture: picture.display_size) or _PLAIN[:2]
    rate = settings.rate or _most(pictures, lambda picture: usual_rate(picture.rate)) or _PLAIN[2]
    shape = _limited(*_shaped(width, height, settings), settings)
    return Format(width=_even(shape[0]), height=_even(shape[1]), rate=rate)


def usual_rate(rate: Rate) -> Rate:
    """The standard rate that a camera meant, at most 60 a second."""
    while rate > _FASTEST + _SNAP * _FASTEST:
        rate = rate / 2
    return min(
        (standard for standard in STANDARD_RATES if standard <= _FASTEST), key=lambda standard: abs(standard - rate) / standard
    )


def _most(pictures: Iterable[tuple[Picture, Seconds]], quality: Callable[[Picture], T]) -> T | None:
    """What holds for the most footage; of as much, what comes first."""
    seconds: dict[T, Seconds] = {}
    for picture, duration in pictures:
        seconds[quality(picture)] = seconds.get(quality(picture), Fraction(0)) + duration
    return max(seconds, key=lambda each: seconds[each]) if seconds else None


def _shaped(width: int, height: int, settings: Settings) -> tuple[Fraction, Fraction]:
    """Another aspect keeps the shorter side: no detail is lost, and none is made up."""
    ratio = settings.aspect.ratio if settings.aspect else Fraction(width, height)
    if settings.height:
        return settings.height * ratio, Fraction(settings.height)
    short = _grown(min(width, height), settings)
    return (short * ratio, short) if ratio >= 1 else (short, short / ratio)


def _grown(short: int, settings: Settings) -> Fraction:
    """Upscaling makes the programme as many times larger, up to 4K; footage that is larger already stays as it is."""
    return Fraction(max(short, min(short * (settings.upscale or 1), _UPSCALED_LINES)))


def _limited(width: Fraction, height: Fraction, settings: Settings) -> tuple[Fraction, Fraction]:
    short = min(width, height)
    smaller = Fraction(1)
    if settings.preset is Preset.DRAFT and short > _DRAFT_LINES:
        smaller = _DRAFT_LINES / short
    smaller = min(smaller, Fraction(_LARGEST) / max(width, height))
    return width * smaller, height * smaller


def _even(length: Fraction | int) -> int:
    """Encoders want even sides."""
    return max(2, round(Fraction(length) / 2) * 2)
