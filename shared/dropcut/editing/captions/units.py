"""The smallest parts of a caption, and when each is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from dropcut.domain.cut import Cut, CutLine, Spoken
from dropcut.domain.programme import Format
from dropcut.domain.time import Seconds
from dropcut.editing.captions.marks import cells, clean, is_wide

_LONGEST: Final = 20
_CLOSING: Final = frozenset("、。，．,.!?！？；：;:)）]」』】》〉’”%…ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_OPENING: Final = frozenset("(（[「『【《〈‘“")
_CHARACTERS: Final = 24
"""So long a run without spaces may be broken anywhere."""


class Unit(NamedTuple):
    """What is never broken: a word, or where words are not spaced, a character with its punctuation."""

    text: str
    start: Seconds
    end: Seconds
    spaced: bool
    """Whether a space stands before it."""
    line: int
    """Which line of the programme it belongs to, from 0."""
    cells: int
    """How wide it stands."""


def units_of(cut: Cut) -> tuple[Unit, ...]:
    """All that is said, in the programme's time."""
    units: list[Unit] = []
    frame = 0
    for number, line in enumerate(cut.lines):
        units += line_units(line, cut.format, number, frame)
        frame += sum(piece.frames for piece in line.pieces)
    return tuple(units)


def line_units(line: CutLine, format: Format, number: int = 0, frame: int = 0) -> tuple[Unit, ...]:  # noqa: A002 - the design's word
    """What one line says, its first piece beginning with the programme's `frame`."""
    if not line.pieces:
        return ()
    return tuple(part for word in _words(line, format, frame) for part in _parts(word, number))


class _Word(NamedTuple):
    text: str
    start: Seconds
    end: Seconds


def _words(line: CutLine, format: Format, frame: int) -> Iterator[_Word]:  # noqa: A002 - the design's word
    stretches = _stretches(line, format, frame)
    said = [_placed(word, stretches) for word in line.words]
    text = clean(line.caption if line.caption is not None else line.text)
    if line.caption is None and said:
        yield from (word for word in sorted(said, key=lambda word: word.start) if word.text)
    elif text:
        talk = _talk(said) or stretches
        yield from _spread(text.split(" "), talk)


def _stretches(line: CutLine, format: Format, frame: int) -> list[tuple[Seconds, Seconds]]:  # noqa: A002 - the design's word
    bounds = [format.starts(frame)]
    for piece in line.pieces:
        frame += piece.frames
        bounds.append(format.starts(frame))
    return list(pairwise(bounds))


def _placed(word: Spoken, stretches: list[tuple[Seconds, Seconds]]) -> _Word:
    begin, end = stretches[word.piece]
    start = min(max(begin + word.start, begin), end)
    return _Word(clean(word.text), start, min(max(begin + word.end, start), end))


def _talk(said: Sequence[_Word]) -> list[tuple[Seconds, Seconds]]:
    return [(min(word.start for word in said), max(word.end for word in said))] if said else []


def _spread(texts: list[str], talk: list[tuple[Seconds, Seconds]]) -> Iterator[_Word]:
    """Words that nobody timed, each as long as it is written, over the time in which something is said."""
    begin, length = talk[0][0], talk[-1][1] - talk[0][0]
    weights = [max(1, cells(text)) for text in texts]
    before = 0
    for text, weight in zip(texts, weights, strict=True):
        start = begin + length * Fraction(before, sum(weights))
        before += weight
        yield _Word(text, start, begin + length * Fraction(before, sum(weights)))


def _parts(word: _Word, line: int) -> Iterator[Unit]:
    """A word, or its parts where a row may end inside it."""
    for number, text in enumerate(word.text.split(" ")):
        parts = _broken(text)
        whole = max(1, cells(word.text))
        before = cells(" ".join(word.text.split(" ")[:number]))
        for place, part in enumerate(parts):
            start = word.start + (word.end - word.start) * Fraction(min(before, whole), whole)
            before += cells(part)
            end = word.start + (word.end - word.start) * Fraction(min(before, whole), whole)
            yield Unit(part, start, end, place == 0, line, cells(part))


def _broken(text: str) -> list[str]:
    runs = ["".join(run) for _, run in groupby(text, key=is_wide)] if any(map(is_wide, text)) else [text]
    small = [part for run in runs for part in (list(run) if is_wide(run[0]) else _chopped(run))]
    joined: list[str] = []
    for part in small:
        if joined and (part[0] in _CLOSING or joined[-1][-1] in _OPENING) and cells(joined[-1]) < _LONGEST:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _chopped(run: str) -> list[str]:
    """A run longer than a row holds, in parts that fit; accents stay with their letters."""
    if cells(run) <= _CHARACTERS:
        return [run]
    parts = [""]
    for character in run:
        if cells(parts[-1]) >= _LONGEST and cells(character):
            parts.append("")
        parts[-1] += character
    return parts
