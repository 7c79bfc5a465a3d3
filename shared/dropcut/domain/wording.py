"""How names and figures are said, so that a sentence stays one sentence whatever a file is called."""

from __future__ import annotations

from fractions import Fraction
from unicodedata import category

_LONGEST = 120
_MARKS_OF_DIRECTION = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FIRST_LONE_BYTE, _LAST_LONE_BYTE = 0xDC80, 0xDCFF
_THOUSAND = 1000
_MINUTE = 60


def spoken(name: str) -> str:
    """A file's name as it can be printed anywhere: on one line, in its order, with nothing hidden in it.

    A plain name is said as it is; any other stands in double quotes, with what cannot be seen escaped. Two names that
    differ are said differently, unless they are so long that their middle is left out.
    """
    short = _shortened(name)
    shown = "".join(_visible(character) for character in short)
    return shown if name and shown == short and not _needs_quotes(name) else f'"{shown}"'


def printable(text: str) -> str:
    """Words from a file or a program on one line, with nothing hidden in them."""
    return " ".join("".join(_visible(character) if not character.isspace() else " " for character in text).split())


def told_of(name: str, sentence: str) -> str:
    """`take1.mp4: the disk is full.`; the sentence alone where it begins with that name by itself."""
    said = spoken(name)
    return sentence if not name or sentence.startswith((f"{said} ", f"{said}:", f"{said},")) else f"{said}: {sentence}"


def size(count: int) -> str:
    """A number of bytes as a person says it: `812 bytes`, `1.2 MB`."""
    if count < _THOUSAND:
        return "1 byte" if count == 1 else f"{count} bytes"
    unit, amount = "kB", count * 10 // _THOUSAND
    for larger in ("MB", "GB", "TB", "PB"):
        if amount < _THOUSAND * 10:
            break
        unit, amount = larger, amount // _THOUSAND
    return f"{amount // 10}.{amount % 10} {unit}"


def count_of(number: int, thing: str) -> str:
    """`1 frame`, `2 frames`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _shortened(name: str) -> str:
    half = _LONGEST // 2
    return name if len(name) <= _LONGEST else f"{name[:half]}…{name[-half:]}"


def _visible(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    if category(character) not in _MARKS_OF_DIRECTION:
        return character
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    if _FIRST_LONE_BYTE <= code <= _LAST_LONE_BYTE:  # a byte that is no UTF-8, as Python carries it in names
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last code of four digits


def _needs_quotes(name: str) -> bool:
    return any(character.isspace() or character in "'`" for character in name)


def seconds(time: Fraction) -> str:
    """A length as a person says it: `40 ms`, `12.5 s`, `1 h 03 min`."""
    if time < 1:
        return f"{_decimal(time * _THOUSAND)} ms"
    if round(time * 10) < _MINUTE * 10:
        return f"{_decimal(time)} s"
    hours, rest = divmod(round(time), _MINUTE**2)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {left:02} s"


def _decimal(number: Fraction) -> str:
    """Rounded to one decimal, without one that says nothing."""
    tenths = round(number * 10)
    whole, part = divmod(tenths, 10)
    return f"{whole}.{part}" if part else f"{whole}"
