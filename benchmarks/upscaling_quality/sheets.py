"""A detail of one photograph in all ways, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from dropcut.ports.sharpening import Picture

_SIDE = 224
_LINE = 22
_GAP = 6
_QUALITY = 88
_DETAILS = {"astronaut": (150, 60), "chelsea": (110, 40), "coffee": (190, 120), "rocket": (170, 190), "motorcycle": (240, 160)}
"""Where to look: across and down."""


def sheet(name: str, shown: Mapping[str, Picture], target: Path) -> None:
    """A JPEG of a small detail, at its own size, under the name of each way."""
    wide, high = len(shown) * (_SIDE + _GAP) - _GAP, _SIDE + _LINE
    paper = Image.new("RGB", (wide, high), "white")
    left, top = _DETAILS.get(name, (0, 0))
    for number, (way, picture) in enumerate(shown.items()):
        at = number * (_SIDE + _GAP)
        detail = Image.fromarray(picture).crop((left, top, left + _SIDE, top + _SIDE))
        paper.paste(detail, (at, _LINE))
        ImageDraw.Draw(paper).text((at + 2, 4), way, fill="black", font=ImageFont.load_default(13))
    target.parent.mkdir(parents=True, exist_ok=True)
    paper.save(target, quality=_QUALITY, optimize=True)
