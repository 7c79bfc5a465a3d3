"""Which heard words are tries at which lines: one optimum over all that was heard in a clip.

A chain is a run of heard words that follow a line, with gaps, skips and steps back at a cost. Only pairs of a heard word
and an equal word of a line are looked at, so the work grows with what was said, not with the product of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from dropcut.editing.words.chains import Link, is_new_try
from dropcut.speech.decoding import Decoded

_BEGINNING: Final = 1.0
_ELSEWHERE: Final = 1.4
"""Speakers begin a try at the beginning of the line, if nothing speaks against it."""
_SKIPPED: Final = 0.7
_STEP_BACK: Final = 0.9
_OTHER: Final = 0.6
_FILLER: Final = 0.05
_IN_PLACE: Final = 0.3
"""Other words where words are missing are mostly those words misheard: they are not paid for twice."""
_PATIENCE_S: Final = 0.3
_WAITING: Final = 0.3
_REACH: Final = 16
"""So many heard words may lie between two words of one chain."""
_COMMON: Final = 0.5

Line = tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """The links of one try, in the order in which they were heard."""

    links: tuple[Link, ...]


@dataclass(frozen=True)
class Weights:
    """How much a word tells: rare words tell more than those that every sentence has."""

    common: Collection[str]
    fillers: Collection[str]

    def gain(self, word: Decoded) -> float:
        """What it is worth to explain this heard word."""
        return self.of(word.text) * sqrt(word.confidence)

    def of(self, text: str) -> float:
        """What a word is worth when it is heard for sure."""
        return _COMMON if text in self.common else 1.0

    def between(self, words: Sequence[Decoded]) -> float:
        """What it costs to leave these words of a chain unexplained."""
        return sum(_FILLER if word.text in self.fillers else _OTHER for word in words)


@dataclass(frozen=True)
class _Best:
    """The best way to explain everything up to a link, and the link before it in its chain, or the one that ended before."""

    score: float
    link: Link
    before: _Best | None
    starts: bool


def chains(words: Sequence[Decoded], lines: Sequence[Line], weights: Weights) -> tuple[float, tuple[Chain, ...]]:
    """The best set of chains, by their start, and what it is worth."""
    places = _places(lines)
    recent: dict[int, list[_Best]] = defaultdict(list)
    settled: _Best | None = None
    for at, word in enumerate(words):
        fresh = [
            _best(words, at, line, token, recent[line], settled, lines, weights) for line, token in places.get(word.text, ())
        ]
        for best in fresh:
            kept = [one for one in recent[best.link.line] if at - one.link.heard <= _REACH]
            recent[best.link.line] = [*kept, best]
        settled = max((*fresh, *((settled,) if settled else ())), key=lambda best: best.score, default=None)
    return (settled.score if settled else 0.0), _unrolled(settled)


def _places(lines: Sequence[Line]) -> Mapping[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, line in enumerate(lines):
        for token, text in enumerate(line):
            places[text].append((number, token))
    return places


def _best(  # noqa: PLR0913, PLR0917 - one step of the optimum sees all of it
    words: Sequence[Decoded],
    at: int,
    line: int,
    token: int,
    recent: Sequence[_Best],
    settled: _Best | None,
    lines: Sequence[Line],
    weights: Weights,
) -> _Best:
    link = Link(at, line, token)
    gain = weights.gain(words[at])
    best = _Best((settled.score if settled else 0.0) - (_ELSEWHERE if token else _BEGINNING) + gain, link, settled, starts=True)
    for earlier in recent:
        if earlier.link.heard == at or is_new_try(earlier.link, link, len(lines[line])):
            continue
        score = earlier.score + gain - _cost(words, earlier.link, link, lines[line], weights)
        if score > best.score:
            best = _Best(score, link, earlier, starts=False)
    return best


def _cost(words: Sequence[Decoded], earlier: Link, later: Link, line: Line, weights: Weights) -> float:
    others = weights.between(words[earlier.heard + 1 : later.heard])
    gap = float(words[later.heard].start - words[later.heard - 1].end)
    waiting = max(0.0, gap - _PATIENCE_S) * _WAITING
    if later.token <= earlier.token:
        return others + waiting + _STEP_BACK
    skipped = _SKIPPED * sum(weights.of(text) for text in line[earlier.token + 1 : later.token])
    return waiting + max(others, skipped) + _IN_PLACE * min(others, skipped)


def _unrolled(settled: _Best | None) -> tuple[Chain, ...]:
    found: list[Chain] = []
    links: list[Link] = []
    while settled:
        links.append(settled.link)
        if settled.starts:
            found.append(Chain(tuple(reversed(links))))
            links = []
        settled = settled.before
    return tuple(reversed(found))
