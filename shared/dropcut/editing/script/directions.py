"""What stands in brackets and is not spoken.

- `[square brackets]` are always a direction.
- `(round brackets)` are one when they are not glued to a word - `file(s)` and `f(x)` are spoken - and hold a word or a time:
  `(smiling)` and `(0:05)` are directions, `(a)`, `(2)` and `(555)` are spoken.
- Brackets inside a direction belong to it. A bracket without its partner is text.
- But one that begins a cue, such as `[B-ROLL`, is never text: the next square bracket ends it if that one closes.
  Else the cue is open, and reaches to that bracket or to the end of its row.
- A cue's name and its text stand apart by a colon or a dash; a space is enough for `[B-ROLL sea]`, `[SHOW chart.png]` and
  `[TITLE Hello]`. `[SHOW them the door]` and `[TITLE fades in]` are directions for people.
- The wide brackets of Chinese and Japanese are never glued: those languages set no spaces between words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
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
DASHES: Final = r"\-‐‑‒–—―−﹘﹣－"
"""As they stand in a pattern's brackets."""
_DASH: Final = pattern(rf"\s*[{DASHES}]\s*")
_NAMED: Final = pattern(rf"([^\W\d_][\w {DASHES}]{{0,23}})[:：](.*)")
_APART: Final = rf"(?P<apart>\s*[–—]\s*|\s+[{DASHES}]\s*|[{DASHES}]\s+|\s+)"
_WITHOUT_COLON: Final = pattern(rf"(?P<name>(?i:B[{DASHES}_ ]?ROLL)|SHOW|TITLE){_APART}(?P<text>[^\s:：].*)")
_FILE: Final = pattern(r".*\.\d?[^\W\d_]\w{1,3}[\"'”’»]?")
_IN_CAPITALS: Final = pattern(r"[A-Z]{2,}\b")
BEGINS_A_CUE: Final = rf"[\[［【]\s*(?:(?i:B[{DASHES}_ ]?ROLL)(?![^\W_])|(?:SHOW|TITLE)(?!\w)|(?i:SHOW|TITLE)\s*[:：])"
_CUE_BEGINS: Final = pattern(BEGINS_A_CUE)
_SQUARE: Final = pattern(r"[\[\]［］【】]")
_CLOSES: Final = pattern(r"[^\[\]［］【】]*[\]］】]")
_SQUARE_OPENED: Final = frozenset("[［【")
_SQUARE_CLOSED: Final = frozenset("]］】")
_ONE_NAME: Final = {"B ROLL": "B-ROLL", "BROLL": "B-ROLL", "B_ROLL": "B-ROLL"}
_ALONE: Final = {"B-ROLL", "SHOW", "TITLE"}
_FOOTNOTE: Final = "^"


def directions(shape: str) -> list[Stretch]:
    """Where directions stand, brackets included, in order. Takes time linear in the text."""
    words = [found.start() for found in _WORD_OR_TIME.finditer(shape)]
    pairs = dict(_pairs(shape))
    there = [(first, last + 1) for first, last in pairs.items() if _is_direction(shape, first, last, words)]
    outermost: list[Stretch] = []
    for first, end in sorted([*there, *_cues_without_partner(shape, pairs)]):
        if not outermost or first >= outermost[-1][1]:
            outermost.append((first, end))
    return outermost


def is_open(written: str) -> bool:
    """Whether a direction is a cue that nothing closes."""
    return written[0] in _SQUARE_OPENED and written[-1] not in _SQUARE_CLOSED


def left_open(shape: str) -> bool:
    """Whether a row ends within a cue."""
    cuts = directions(shape)
    return bool(cuts) and cuts[-1][1] == len(shape) and is_open(shape[slice(*cuts[-1])])


def closed_at(row: str) -> int:
    """Where the bracket ends that closes what the row before left open; 0 when none does."""
    found = _CLOSES.match(row)
    return found.end() if found else 0


def cue(written: str, at: int) -> Cue | None:
    """The direction that stands in these brackets; None for an empty one and for the mark of a footnote."""
    inside = tidy(_unwrapped(written))
    if not inside or inside.startswith(_FOOTNOTE):
        return None
    named, said = _NAMED.fullmatch(inside), _WITHOUT_COLON.fullmatch(inside)
    if said and _is_sure(name_of(said["name"]), said["apart"], said["text"], has_colon=bool(named)):
        return Cue(name=name_of(said["name"]), text=said["text"], at=at)
    if named and (name_of(named[1]) in _ALONE or not named[2][:1].isdigit()):
        return Cue(name=name_of(named[1]), text=named[2].strip(), at=at)
    return Cue(name=name_of(inside), at=at) if name_of(inside) in _ALONE else Cue(text=inside, at=at)


def name_of(written: str) -> str:
    """A direction's name in its one spelling: `B-Roll`, `broll` and `B–ROLL` are `B-ROLL`."""
    name = _DASH.sub("-", tidy(written)).upper()
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


def _cues_without_partner(shape: str, pairs: Mapping[int, int]) -> Iterable[Stretch]:
    for found in _CUE_BEGINS.finditer(shape):
        if found.start() not in pairs:
            other = _SQUARE.search(shape, found.end())
            if other and other[0] in _SQUARE_CLOSED:
                yield found.start(), other.end()
            else:
                end = other.start() if other else len(shape)
                row_end = shape.find("\n", found.end(), end)
                yield found.start(), end if row_end < 0 else row_end


def _unwrapped(written: str) -> str:
    """Without its brackets, however many pairs stand around the whole."""
    inside = written[1:-1]
    pairs, wrapped = dict(_pairs(inside)), 0
    while pairs.get(wrapped) == len(inside) - 1 - wrapped:
        wrapped += 1
    return inside[wrapped : len(inside) - wrapped]


def _is_sure(name: str, apart: str, text: str, *, has_colon: bool) -> bool:
    """Whether that is a cue without a colon, and neither another name nor a sentence for people that begins with the word."""
    if apart.strip() or has_colon:
        return bool(apart.strip())
    if name == "SHOW":
        return bool(_FILE.fullmatch(text))
    return name == "B-ROLL" or not (text[0].islower() or text.isupper() or _IN_CAPITALS.match(text))


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
