"""Titles: how large their words are drawn, and on which rows, so that whatever is written fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dropcut.domain.programme import Format
from dropcut.domain.values import Value
from dropcut.editing.captions.marks import cells, clean, is_wide

TITLE_STYLE: Final = "Title"
_FONT: Final = "Sans"
_MOST_ROWS: Final = 3
_SHRUNK: Final = (1.0, 0.85, 0.7, 0.55)
"""Of the usual size: longer titles are smaller."""
_THIN: Final = frozenset("ijltfr.,:;!'|()[] ")
_BROAD: Final = frozenset("MWmw@%")
_REACH: Final = 0.86
"""Of the picture's width."""
_LONGEST: Final = 240
"""Cells: nobody reads on."""


class TitleRows(Value):
    """A title as it is laid out."""

    rows: tuple[str, ...]
    size_override: str
    """In ASS; empty for the usual size."""
    whole: bool = True
    """Whether all of its words are there."""


def title_look(format: Format) -> str:  # noqa: A002 - the design's word
    """The ASS style: white words on a dark band, above where captions stand."""
    size, side = _size(format), round(format.width * 0.06)
    band = max(2, round(size * 0.22))
    return (
        f"{TITLE_STYLE},{_FONT},{size},&H00FFFFFF,&H00FFFFFF,&H00141414,&H00141414,-1,0,0,0,100,100,0,0,3,{band},0,"
        f"2,{side},{side},0,-1"
    )


def title_rows(words: str, format: Format) -> TitleRows:  # noqa: A002 - the design's word
    """On as few rows as hold it, in the largest size that needs no more than three; too long a title ends with `…`."""
    written = clean(words)
    words = _shortened(written)
    usual = _size(format)
    for share in _SHRUNK:
        size = max(8, round(usual * share))
        most = max(3.0, _REACH * format.width / size)
        rows = tuple(_rows(words, most))
        if len(rows) <= _MOST_ROWS or share == _SHRUNK[-1]:
            kept = _ended(rows, most)
            whole = words == written and kept == rows
            return TitleRows(rows=kept, size_override="" if share == 1 else rf"{{\fs{size}}}", whole=whole)
    raise AssertionError(_SHRUNK)


def _size(format: Format) -> int:  # noqa: A002 - the design's word
    return max(10, round(min(format.height * 0.085, format.width * 0.075)))


def _ems(text: str) -> float:
    """How wide a text stands in heights of its letters, at most: fonts differ."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if not cells(character):
        return 0.0
    if is_wide(character) or character in _BROAD:
        return 1.12
    if character in _THIN:
        return 0.48
    return 0.85 if character.isupper() or not character.isascii() else 0.72


def _rows(words: str, most: float) -> Iterator[str]:
    row = ""
    for word in words.split(" "):
        for part in _parts(word, most):
            joined = f"{row} {part}" if row else part
            if _ems(joined) > most and row:
                yield row
                row = part
            else:
                row = joined
    if row:
        yield row


def _ended(rows: tuple[str, ...], most: float) -> tuple[str, ...]:
    """No more rows than are drawn; where some are left out, the last one says so."""
    if len(rows) <= _MOST_ROWS:
        return rows
    last = rows[_MOST_ROWS - 1].rstrip("…")
    while last and _ems(f"{last}…") > most:
        last = last[:-1]
    return (*rows[: _MOST_ROWS - 1], f"{last.rstrip()}…")


def _parts(word: str, most: float) -> Iterator[str]:
    """A word that is wider than a row is broken: languages without spaces write nothing but such."""
    part = ""
    for character in word:
        if _ems(part + character) > most:
            yield part
            part = ""
        part += character
    yield part


def _shortened(words: str) -> str:
    if cells(words) <= _LONGEST:
        return words
    kept = words[:_LONGEST]
    while cells(kept) > _LONGEST - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
