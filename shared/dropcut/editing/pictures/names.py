"""What the name of a file and of its folders say about what is seen in it."""

from __future__ import annotations

from pathlib import PurePosixPath
from re import compile as pattern
from typing import Final

_CAMEL: Final = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART: Final = pattern(r"[\W_]+")
_DIGITS: Final = pattern(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SAYS_NOTHING: Final = frozenset(
    """
    img mvi dsc dscn dscf dji gopr gp gx gh mov vid video videos clip clips footage file files media raw raws stock broll b roll
    take takes shot shots scene camera cam final edit edited export exported copy untitled version v k p px hd uhd fps fhd
    mp mkv avi web pexels pixabay unsplash shutterstock istock getty videvo mixkit coverr adobestock artgrid storyblocks
    h x q proxy res
    """.split()  # noqa: SIM905 - a table to be read
)
"""Words of cameras, of folders and of stock houses: they stand in the names of any clip."""


def words_of_name(path: str) -> str:
    """`b-roll/harbourAtNight_02.mp4` is about `harbour at night`; empty where nothing but a camera named it."""
    file = PurePosixPath(path)
    parts = [_told(part) for part in (*file.parts[:-1], file.stem)]
    return ", ".join(part for part in parts if part)


def _told(part: str) -> str:
    apart = _DIGITS.sub(" ", _CAMEL.sub(" ", part))
    words = [word for word in _APART.sub(" ", apart).split() if not word.isdigit()]
    telling = [word for word in words if word.casefold() not in _SAYS_NOTHING]
    return " ".join(words if len(telling) > 1 and _is_a_phrase(words, telling) else telling).casefold()


def _is_a_phrase(words: list[str], telling: list[str]) -> bool:
    """A small word between two telling ones is kept as it was written: `new bread from the oven`."""
    return words[0] in telling and words[-1] in telling
