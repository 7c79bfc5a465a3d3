"""What stands in brackets and is not spoken.

- `[square brackets]` are always a direction.
- `(round brackets)` are one when they are not glued to a word - `file(s)` and `f(x)` are spoken - and hold a word or a time:
  `(smiling)` and `(0:05)` are directions, `(a)`, `(2)` and `(555)` are spoken.
- Brackets inside a direction belong to it. A bracket without its partner is text.
- The wide brackets of Chinese and Japanese are never glued: those languages set no spaces between words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Cue
from dropcut.editing.script.tidy import tidy

Stretch = tuple[int, int]
"""From the first character to the one after the last."""

_BRACKET: Final = pattern(r"[\[\]()［］（）【】]")
_PARTNER: Final = {"]": "[", ")": "(", "］": "［", "）": "（", "】": "【"}
_ROUND: Final = {")", "）"}
_WORD_OR_TIME: Final = pattern(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\d:\d\d")
_NAMED: Final = pattern(r"([^\W\d_][\w -]{0,23})[:：](?!\d)(.*)")
_ONE_NAME: Final = {"B ROLL": "B-ROLL", "BROLL": "B-ROLL", "B_ROLL": "B-ROLL"}
_ALONE: Final = {"B-ROLL", "SHOW", "TITLE"}
_FOOTNOTE: Final = "^"


def directions(shape: str) -> list[Stretch]:
    """Where directions stand, brackets included, in order. Takes time linear in the text."""
    words = [found.start() for found in _WORD_OR_TIME.finditer(shape)]
    outermost: list[Stretch] = []
    for first, last in sorted(_pairs(shape)):
        inside_another = bool(outermost) and first < outermost[-1][1]
        if not inside_another and _is_direction(shape, first, last, words):
            outermost.append((first, last + 1))
    return outermost


def cue(written: str, at: int) -> Cue | None:
    """The direction that stands in these brackets; None for an empty one and for the mark of a footnote."""
    inside = tidy(written.strip("[]()［］（）【】 "))
    if not inside or inside.startswith(_FOOTNOTE):
        return None
    named = _NAMED.fullmatch(inside)
    if named:
        return Cue(name=name_of(named[1]), text=named[2].strip(), at=at)
    return Cue(name=name_of(inside), at=at) if name_of(inside) in _ALONE else Cue(text=inside, at=at)


def name_of(written: str) -> str:
    """A direction's name in its one spelling: `B-Roll` and `broll` are `B-ROLL`."""
    name = tidy(written).upper()
    return _ONE_NAME.get(name, name)


def blanked(shape: str, stretches: Iterable[Stretch]) -> str:
    """The same length, with spaces where the stretches are."""
    parts, done = [], 0
    for first, end in stretches:
        parts += [shape[done:first], " " * (end - first)]
        done = end
    return "".join([*parts, shape[done:]])


def _pairs(shape: str) -> Iterable[Stretch]:
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(shape):
        mark, place = found[0], found.start()
        if mark not in _PARTNER:
            opened.append((mark, place))
        elif opened and opened[-1][0] == _PARTNER[mark]:
            yield opened.pop()[1], place


def _is_direction(shape: str, first: int, last: int, words: list[int]) -> bool:
    if shape[last] not in _ROUND:
        return True
    here = bisect_left(words, first)
    return here < len(words) and words[here] < last and not _glued(shape, first, last)


def _glued(shape: str, first: int, last: int) -> bool:
    if shape[last] != ")":
        return False
    before, after = shape[max(first - 1, 0) : first], shape[last + 1 : last + 2]
    return before.isalnum() or after.isalnum()
