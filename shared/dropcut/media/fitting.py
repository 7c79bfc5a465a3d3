"""How a picture of one shape is laid into another: pure arithmetic in whole, even pixels."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Final

from dropcut.domain.programme import Format
from dropcut.domain.settings import Fit
from dropcut.domain.values import Value

CLOSER: Final = Fraction(112, 100)
"""How much larger a punched-in picture is: seen as a choice, not as a jump."""

_HEADROOM: Final = 3
"""Of what a punch-in cuts off, a third goes above: eyes stay at their height."""
_BARELY: Final = 3
"""Bars of fewer pixels than this are no bars: the picture is stretched over them instead."""


class Fitted(Value):
    """Scale to `scaled`, cut out `box` at `cut`, and lay that into the programme's picture at `place`."""

    scaled: tuple[int, int]
    box: tuple[int, int]
    cut: tuple[int, int]
    place: tuple[int, int]

    @property
    def is_cut(self) -> bool:
        """Whether anything of the picture is left out."""
        return self.scaled != self.box


def fitted(size: tuple[int, int], format: Format, fit: Fit, *, closer: bool) -> Fitted:  # noqa: A002 - the design's word
    """Where a picture of `size` (upright, in square pixels) goes. A punch-in never changes the bars around it."""
    canvas = (format.width, format.height)
    box = canvas if fit is Fit.CROP else _inside(size, canvas)
    scaled = covering(size, box, CLOSER if closer else Fraction(1))
    spare = (scaled[0] - box[0], scaled[1] - box[1])
    above = spare[1] // _HEADROOM if closer and fit is not Fit.CROP else spare[1] // 2
    return Fitted(
        scaled=scaled,
        box=box,
        cut=(_even_below(spare[0] // 2), _even_below(above)),
        place=(_even_below((canvas[0] - box[0]) // 2), _even_below((canvas[1] - box[1]) // 2)),
    )


def covering(size: tuple[int, int], box: tuple[int, int], closer: Fraction = Fraction(1)) -> tuple[int, int]:
    """The smallest size of that shape which leaves nothing of `box` empty, then enlarged by `closer`."""
    factor = max(Fraction(box[0], size[0]), Fraction(box[1], size[1])) * closer
    side = _side if closer == 1 else _larger
    width, height = (side(own * factor, least) for own, least in zip(size, box, strict=True))
    return width, height


def _side(length: Fraction, least: int) -> int:
    return least if abs(length - least) <= _BARELY else _larger(length, least)


def _larger(length: Fraction, least: int) -> int:
    return max(least, 2 * ceil(length / 2))


def _inside(size: tuple[int, int], canvas: tuple[int, int]) -> tuple[int, int]:
    factor = min(Fraction(canvas[0], size[0]), Fraction(canvas[1], size[1]))
    width, height = (_whole(own * factor, most) for own, most in zip(size, canvas, strict=True))
    return width, height


def _whole(length: Fraction, most: int) -> int:
    even = max(2, 2 * round(length / 2))
    return most if most - even <= _BARELY else even


def _even_below(number: int) -> int:
    return number - number % 2
