"""What is cut out inside a take: fillers, what was said again, dead air; and what cannot be cut without harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from dropcut.domain.speech import Role
from dropcut.editing.trimming.limits import Limits
from dropcut.editing.trimming.sounding import Sounding
from dropcut.editing.trimming.uttered import Uttered

_ROOM: Final = Fraction(8, 100)
"""So much between two words is enough to cut there, however loud the room is."""
_AROUND: Final = Fraction(3, 100)
_WORTH_A_CUT: Final = Fraction(12, 100)
_UNHEARD: Final = Fraction(3, 10)
"""So much speech between two words must have been words."""


@dataclass(frozen=True)
class Run:
    """Words that stay together: the first and the last of them, by their place in the take."""

    first: int
    last: int


@dataclass(frozen=True)
class Seams:
    """How a take is cut inside."""

    runs: tuple[Run, ...]
    cut: Counter[Role]
    """How many words of each role are cut out."""
    left: Counter[Role]
    """How many words that nobody wants stay, for they cannot be cut out without harm."""
    unheard: bool
    """Whether somebody speaks between two of its words without a word that was recognised."""


def seams_of(words: Sequence[Uttered], sounding: Sounding, limits: Limits) -> Seams:
    """Cut out what can be cut out."""
    wanted = [True] * len(words)
    cut: Counter[Role] = Counter()
    left: Counter[Role] = Counter(word.role for word in words if word.role is not Role.SAID)
    for run in _unwanted(words):
        if _removable(words, run, sounding):
            inside = words[run.first : run.last + 1]
            wanted[run.first : run.last + 1] = [False] * len(inside)
            cut.update(word.role for word in inside)
    return Seams(tuple(_runs(words, wanted, limits)), cut, left - cut, _unheard(words, sounding))


def _unwanted(words: Sequence[Uttered]) -> Iterator[Run]:
    """What stands between two words of the line; but where words of the line are missing, only fillers.

    There the others may be what was meant for the missing ones.
    """
    at = 0
    for said, group in groupby(words, key=lambda word: word.role is Role.SAID):
        count = len(list(group))
        if not said:
            again = any(word.role is Role.REPEATED for word in words[at : at + count])
            if again or _nothing_is_missing(words, at, at + count):
                yield Run(at, at + count - 1)
            else:
                yield from _fillers(words, at, at + count)
        at += count


def _nothing_is_missing(words: Sequence[Uttered], start: int, end: int) -> bool:
    before = words[start - 1].place if start else -1
    after = words[end].place if end < len(words) else None
    return before is not None and after is not None and after - before <= 1


def _fillers(words: Sequence[Uttered], start: int, end: int) -> Iterator[Run]:
    at = start
    for filler, group in groupby(words[start:end], key=lambda word: word.role is Role.FILLER):
        count = len(list(group))
        if filler:
            yield Run(at, at + count - 1)
        at += count


def _removable(words: Sequence[Uttered], run: Run, sounding: Sounding) -> bool:
    before = run.first == 0 or _is_clean(words[run.first - 1].end, words[run.first].start, sounding)
    after = run.last + 1 == len(words) or _is_clean(words[run.last].end, words[run.last + 1].start, sounding)
    return before and after


def _is_clean(end: Fraction, start: Fraction, sounding: Sounding) -> bool:
    """Whether two words can be parted without clipping one."""
    return start - end >= _ROOM or any(
        gap[0] <= start + _AROUND and gap[1] >= end - _AROUND
        for gap in sounding.gaps_between(end - _AROUND, max(start, end) + _AROUND)
    )


def _runs(words: Sequence[Uttered], wanted: Sequence[bool], limits: Limits) -> Iterator[Run]:
    kept = [at for at, keep in enumerate(wanted) if keep]
    begins = [0] + [rank for rank in range(1, len(kept)) if _is_apart(words, kept[rank - 1], kept[rank], limits)]
    for begin, end in pairwise([*begins, len(kept)] if kept else []):
        yield Run(kept[begin], kept[end - 1])


def _is_apart(words: Sequence[Uttered], one: int, other: int, limits: Limits) -> bool:
    return other > one + 1 or words[other].start - words[one].end > limits.pause + _WORTH_A_CUT


def _unheard(words: Sequence[Uttered], sounding: Sounding) -> bool:
    return any(
        later.start - earlier.end > _UNHEARD and sounding.spoken(earlier.end + _AROUND, later.start - _AROUND) > _UNHEARD
        for earlier, later in pairwise(words)
    )
