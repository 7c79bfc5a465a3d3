"""Fountain's marks within a row: `*emphasis*`, `_underline_`, and the backslash that takes a mark literally."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import Final

from dropcut.editing.script.flat import Flat, Piece, flat

_MARK: Final = pattern(r"\\([*_\\\[\]()~@#!.>/])|\*+|_+")


def unmarked(text: str) -> Flat:
    """The text without its marks. A star or an underscore with spaces, or with words, on both sides is no mark."""
    return flat(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    done = 0
    for found in _MARK.finditer(text):
        yield Piece(text[done : found.start()])
        if found[1]:
            yield Piece(found[1], literal=True)
        elif _is_text(text, found.start(), found.end()):
            yield Piece(found[0])
        done = found.end()
    yield Piece(text[done:])


def _is_text(text: str, first: int, end: int) -> bool:
    before, after = text[max(first - 1, 0) : first], text[end : end + 1]
    apart = (not before or before.isspace()) and (not after or after.isspace())
    within = text[first] == "_" and before.isalnum() and after.isalnum()
    return apart or within
