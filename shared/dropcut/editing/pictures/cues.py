"""The cues of a script that ask for pictures, and what is said of those that nobody can obey.

A cue shows from the words after it on, up to the next cue in its line that asks for a picture too, or to the line's end.
Where no word follows it in its line, it shows with the words before it. Cues that stand together share their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from re import compile as pattern
from typing import Final

from dropcut.domain.overlays import Ask
from dropcut.domain.script import Cue, Line
from dropcut.domain.wording import printable
from dropcut.editing.script.directions import DASHES, name_of
from dropcut.editing.script.tidy import shortened

_ASKS: Final = {ask.value: ask for ask in (Ask.B_ROLL, Ask.SHOW, Ask.TITLE)}
_LANES: Final = ((Ask.B_ROLL, Ask.SHOW), (Ask.TITLE,))
"""Words are drawn over pictures: they do not end one another."""
_KNOWN: Final = "B-ROLL, SHOW and TITLE"
_ALIKE: Final = 0.7
_MUCH_ALIKE: Final = 0.8
_BEGUN: Final = pattern(
    rf"(?:(?i:B[{DASHES}_ ]?ROLL)|[A-Z][A-Z{DASHES}]{{3,7}})(?!\w)"
    r"|(?i:show|title)(?=\s*[=;])|(?i:show)(?=\s.*\.\d?[^\W\d_]\w{1,3}$)"
)
"""A file's name after it tells that `show` is no word of a sentence."""
_MEANT: Final = {Ask.B_ROLL: "[B-ROLL: what is seen]", Ask.SHOW: "[SHOW: chart.png]", Ask.TITLE: "[TITLE: Chapter one]"}
_SHOWN_ROWS: Final = 5


Numbered = tuple[Cue, int]
"""A cue, and which of the line's cues of that name it is, from 0."""


@dataclass(frozen=True)
class Wish:
    """One cue, and which of its line's letters it is about."""

    line: Line
    ask: Ask
    words: str
    occurrence: int
    """Which of the line's cues that ask for this, from 0."""
    start: int
    end: int
    """Characters of the line's spoken text."""
    share: tuple[int, int] = (0, 1)
    """Which part of so many equal ones, where several cues share those words."""


def _anything(_cue: Cue) -> bool:
    return True


def wishes_of(line: Line, can_be: Callable[[Cue], bool] = _anything) -> tuple[Wish, ...]:
    """What a line asks to be seen, in the order in which it asks; cues that say nothing are left out.

    What cannot be shown takes no time from others.
    """
    asked = [cue for cue in line.cues if cue.name in _ASKS and _says_enough(cue)]
    return tuple(wish for lane in _LANES for wish in _of_lane(line, [cue for cue in asked if _ASKS[cue.name] in lane], can_be))


def complaints(lines: Iterable[Line]) -> Iterator[str]:
    """About every cue that is misspelt or asks for nothing, and, in one sentence, about those that nobody obeys."""
    unknown: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        for cue in line.cues:
            if cue.name in _ASKS:
                if not _says_enough(cue):
                    yield f"[{cue.name}] before or in line {line.number} {_EMPTY[_ASKS[cue.name]]}"
            elif not cue.name:
                yield from _almost(cue, line)
            else:
                meant = get_close_matches(cue.name, _ASKS, n=1, cutoff=_ALIKE)
                if meant:
                    yield f"{_written(cue)} of line {line.number} is no cue: did you mean {meant[0]}?"
                else:
                    unknown[cue.name].append(line.number)
    if unknown:
        yield f"Nothing obeys these directions, and they are not spoken: {_listed(unknown)}. Obeyed are {_KNOWN}."


def _almost(cue: Cue, line: Line) -> Iterator[str]:
    """About what begins as a cue does, or nearly so, and is none without a colon."""
    begun = _BEGUN.match(cue.text)
    if not begun:
        return
    meant = [name] if (name := name_of(begun[0])) in _ASKS else get_close_matches(name, _ASKS, n=1, cutoff=_MUCH_ALIKE)
    if meant and (name in _ASKS or not cue.text.isupper()):
        yield f"{_written(cue)} of line {line.number} is no cue: did you mean {_MEANT[_ASKS[meant[0]]]}?"


_EMPTY: Final = {
    Ask.SHOW: "names no file: write it as [SHOW: chart.png].",
    Ask.TITLE: "says nothing: write it as [TITLE: Chapter one].",
}


def _says_enough(cue: Cue) -> bool:
    """B-roll without words shows what the line says."""
    return bool(cue.text) or cue.name == Ask.B_ROLL.value


def _of_lane(line: Line, cues: Sequence[Cue], can_be: Callable[[Cue], bool]) -> Iterator[Wish]:
    counted: dict[str, int] = defaultdict(int)
    kept: list[tuple[Cue, int]] = []
    lost: list[tuple[Cue, int]] = []
    for cue in cues:
        (kept if can_be(cue) else lost).append((cue, counted[cue.name]))
        counted[cue.name] += 1
    for start, end, some in _stretches(line, kept):
        for part, (cue, which) in enumerate(some):
            yield Wish(line, _ASKS[cue.name], cue.text, which, start, end, (part, len(some)))
    for cue, which in lost:
        yield Wish(line, _ASKS[cue.name], cue.text, which, cue.at, len(line.spoken))


def _stretches(line: Line, cues: Sequence[Numbered]) -> Iterator[tuple[int, int, Sequence[Numbered]]]:
    """From which letter to which, and the cues that share them."""
    last = max((at + 1 for at, character in enumerate(line.spoken) if character.isalnum()), default=0)
    end = len(line.spoken)

    def place(one: Numbered) -> int:
        """After the last letter nothing more is said: a full stop that follows a cue is no word."""
        return one[0].at if one[0].at < last else end

    places = [(at, list(some)) for at, some in groupby(cues, key=place)]
    if len(places) > 1 and places[-1][0] == end:
        places[-2][1].extend(places.pop()[1])
    for number, (at, some) in enumerate(places):
        until = places[number + 1][0] if number + 1 < len(places) else end
        yield (at, until, some) if at < end else (0, end, some)


def _written(cue: Cue) -> str:
    return f"[{shortened(f'{cue.name}: {cue.text}'.strip(' :'))}]"


def _listed(unknown: Mapping[str, Sequence[int]]) -> str:
    return ", ".join(f"{printable(name)} ({_lines(numbers)})" for name, numbers in unknown.items())


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in dict.fromkeys(numbers[:_SHOWN_ROWS]))
    more = " and more" if len(numbers) > _SHOWN_ROWS else ""
    return f"line{'' if len(set(numbers)) == 1 else 's'} {shown}{more}"
