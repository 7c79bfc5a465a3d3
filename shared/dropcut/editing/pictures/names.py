"""What the name of a file and of its folders say about what is seen in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from re import compile as pattern
from typing import Final

_CAMEL: Final = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART: Final = pattern(r"[\W_]+")
_LETTERS: Final = pattern(r"[^\W\d_]+")
_LONE_LETTER: Final = pattern(r"[A-Za-z]")
_SERIAL: Final = pattern(r"[A-Z]{1,2}|[a-z]")
"""Glued to digits: `C0007`, `A001`, `WA0003`, `4K`."""
_LONG_SERIAL: Final = pattern(r"[A-Z]{3}")
_SERIAL_DIGITS: Final = 5
"""So many digits make a serial of three capitals: `MAH01234` is one, `NYC2024` is a word."""
_FROM_A_CARD: Final = pattern(
    r"DCIM|PRIVATE|M4ROOT|XDROOT|CLIP|SUB|THMBNL|AVCHD|BDMV|STREAM|CONTENTS|MISC|\d{3}[A-Z_][A-Z0-9_]{4}"
    r"|(?i:(sd |ssd |camera |cam )?(card|reel|mag|cam|camera|ssd|disk)[ _-]?([a-z]|\d+)|[a-z][ _-]cam)"
)
"""Whole names of folders: those that cameras make in capitals (`100CANON`), and those that copying them makes (`Card A`)."""
_STAMP: Final = pattern(r"\d{4}-\d\d-\d\d (at|um|à|alle|a las) \d{1,2}[.:h]\d\d([.:]\d\d)?(\s?[AaPp][Mm]\b)?")
"""`2024-01-31 at 12.30.45`."""
_PROGRAMS: Final = frozenset({"whatsapp", "rpreplay", "snapchat", "inshot", "capcut", "telegram"})
_SAYS_NOTHING: Final = frozenset(
    """
    img mvi dsc dscn dscf dji gopr gp gx gh mov vid video videos clip clips footage file files media raw raws stock broll b roll
    take takes shot shots scene camera cam final edit edited export exported copy untitled version v k p px hd uhd fps fhd
    mp mkv avi web pexels pixabay unsplash shutterstock istock getty videvo mixkit coverr adobestock artgrid storyblocks
    h x q proxy res
    pxl mvimg movi cimg pict hpim sam dscf ydxj lrv
    """.split()  # noqa: SIM905 - a table to be read
)
"""Words of cameras, of folders and of stock houses: they stand in the names of any clip."""


def words_of_name(path: str) -> str:
    """`b-roll/harbourAtNight_02.mp4` is about `harbour at night`; empty where nothing but a camera named it."""
    file = PurePosixPath(path)
    parts = [*(_told(part) for part in file.parts[:-1] if not _FROM_A_CARD.fullmatch(part)), _told(file.stem)]
    return ", ".join(part for part in parts if part)


def _told(part: str) -> str:
    words = [word for chunk in _APART.sub(" ", _STAMP.sub(" ", part)).split() for word in _words(chunk)]
    telling = [word for word in words if word.casefold() not in _SAYS_NOTHING]
    if all(map(_LONE_LETTER.fullmatch, telling)):
        return ""
    return " ".join(words if len(telling) > 1 and _is_a_phrase(words, telling) else telling).casefold()


def _words(chunk: str) -> Iterator[str]:
    """Of letters and digits without anything between them; none for a program's name, and no serials."""
    if chunk.casefold() in _PROGRAMS:
        return
    digits = sum(map(str.isdigit, chunk))
    for letters in _LETTERS.findall(chunk):
        if not (digits and _is_serial(letters, digits)):
            yield from _CAMEL.sub(" ", letters).split()


def _is_serial(letters: str, digits: int) -> bool:
    return bool(_SERIAL.fullmatch(letters) or (digits >= _SERIAL_DIGITS and _LONG_SERIAL.fullmatch(letters)))


def _is_a_phrase(words: list[str], telling: list[str]) -> bool:
    """A small word between two telling ones is kept as it was written: `new bread from the oven`."""
    return words[0] in telling and words[-1] in telling
