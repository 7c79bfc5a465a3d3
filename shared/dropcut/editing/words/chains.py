"""Which heard words are tries at which lines: one optimum over all that was heard in a clip.

A chain is a run of heard words that follow a line, with gaps, skips and steps back at a cost. Only pairs of a heard word
and an equal word of a line are looked at, and of many lines only those that may be tried there: the work grows with what
was said, not with the product of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import sqrt
from typing import Final

from dropcut.editing.words.candidates import BLOCK, Index
from dropcut.editing.words.tokens import HeardToken

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
_SMALL: Final = 3
_OFTEN: Final = 0.05
_FEW_LINES: Final = 20

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One heard word at its place in a line."""

    heard: int
    line: int
    token: int


Chain = tuple[Link, ...]
"""The links of one try, in the order in which they were heard."""


@dataclass(frozen=True)
class Weights:
    """How much a word tells: rare words tell more than those that every sentence has."""

    common: Collection[str]
    fillers: Collection[str]

    @classmethod
    def of(cls, lines: Sequence[Line], fillers: Collection[str]) -> Weights:
        """Small words are common, and those that many lines have."""
        lines_with: dict[str, int] = defaultdict(int)
        for line in lines:
            for text in set(line):
                lines_with[text] += 1
        often = max(len(lines), _FEW_LINES) * _OFTEN + 1
        return cls({text for text, count in lines_with.items() if len(text) <= _SMALL or count > often}, fillers)

    def of_word(self, text: str) -> float:
        """What a word is worth when it is heard for sure."""
        return _COMMON if text in self.common else 1.0

    def gain(self, word: HeardToken) -> float:
        """What it is worth to explain this heard word."""
        return self.of_word(word.text) * sqrt(word.confidence)


@dataclass(frozen=True, slots=True)
class _Best:
    """The best way to explain everything up to a link, and the link before it in its chain, or the one that ended before."""

    score: float
    link: Link
    before: _Best | None
    starts: bool


@dataclass(frozen=True)
class Hearing:
    """What was heard, and what was looked for; each line once."""

    words: Sequence[HeardToken]
    lines: Sequence[Line]
    weights: Weights


@dataclass(frozen=True)
class Chained:
    """The best set of chains, by their start, and what it is worth."""

    worth: float
    chains: tuple[Chain, ...]


def chains(hearing: Hearing) -> Chained:
    """Every line is looked for everywhere: for as many lines as one search has."""
    everywhere = range(len(hearing.lines))
    return _best_set(hearing, lambda _: everywhere)


def likely_chains(hearing: Hearing) -> Chained:
    """Lines are looked for where something rare of them was heard: for whole scripts."""
    active = Index.of(hearing.lines).active([word.text for word in hearing.words])
    return _best_set(hearing, lambda at: active.get(at // BLOCK, frozenset()))


def _best_set(hearing: Hearing, lines_at: Callable[[int], Container[int]]) -> Chained:
    costs = _Costs.of(hearing)
    places = _places(hearing.lines)
    recent: dict[int, list[_Best]] = defaultdict(list)
    settled: _Best | None = None
    for at, word in enumerate(hearing.words):
        lines, here = lines_at(at), places.get(word.text, {})
        fresh = [
            costs.best(Link(at, line, token), recent[line], settled)
            for line in sorted(here)
            if line in lines
            for token in here[line]
        ]
        for best in fresh:
            line = best.link.line
            recent[line] = [*(one for one in recent[line] if at - one.link.heard <= _REACH), best]
        settled = max((*fresh, *((settled,) if settled else ())), key=lambda best: best.score, default=None)
    return Chained(settled.score if settled else 0.0, _unrolled(settled))


@dataclass(frozen=True)
class _Costs:
    """What is asked for millions of times, counted once."""

    lines: Sequence[Line]
    gains: Sequence[float]
    """What it is worth to explain each heard word."""
    waits: Sequence[float]
    """What it costs to go on with each heard word after the silence before it."""
    others: Sequence[float]
    """What it costs to leave all words before each unexplained."""
    skips: Sequence[Sequence[float]]
    """For each line, what it costs to skip all words before each."""

    @classmethod
    def of(cls, hearing: Hearing) -> _Costs:
        weights, words = hearing.weights, hearing.words
        gaps = [0.0, *(float(later.start - earlier.end) for earlier, later in pairwise(words))]
        return cls(
            lines=hearing.lines,
            gains=[weights.gain(word) for word in words],
            waits=[max(0.0, gap - _PATIENCE_S) * _WAITING for gap in gaps],
            others=_sums(_FILLER if word.text in weights.fillers else _OTHER for word in words),
            skips=[_sums(_SKIPPED * weights.of_word(text) for text in line) for line in hearing.lines],
        )

    def best(self, link: Link, recent: Sequence[_Best], settled: _Best | None) -> _Best:
        """The best chain that ends with this link."""
        gain = self.gains[link.heard]
        score = (settled.score if settled else 0.0) - (_ELSEWHERE if link.token else _BEGINNING) + gain
        before: _Best | None = None
        for earlier in recent:
            if earlier.link.heard < link.heard and not is_new_try(earlier.link, link, len(self.lines[link.line])):
                through = earlier.score + gain - self._between(earlier.link, link)
                if through > score:
                    score, before = through, earlier
        return _Best(score, link, before or settled, starts=before is None)

    def _between(self, earlier: Link, later: Link) -> float:
        others = self.others[later.heard] - self.others[earlier.heard + 1]
        if later.token <= earlier.token:
            return others + self.waits[later.heard] + _STEP_BACK
        skips = self.skips[later.line]
        skipped = skips[later.token] - skips[earlier.token + 1]
        return self.waits[later.heard] + max(others, skipped) + _IN_PLACE * min(others, skipped)


def is_new_try(earlier: Link, later: Link, length: int) -> bool:
    """Back at the first word is a new try; so is what begins in the first half of a line of which the last word was said."""
    return later.token == 0 or (earlier.token == length - 1 and 2 * later.token < length)


def _sums(costs: Iterable[float]) -> list[float]:
    return list(accumulate(costs, initial=0.0))


def _places(lines: Sequence[Line]) -> Mapping[str, Mapping[int, list[int]]]:
    places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, line in enumerate(lines):
        for token, text in enumerate(line):
            places[text][number].append(token)
    return places


def _unrolled(settled: _Best | None) -> tuple[Chain, ...]:
    found: list[Chain] = []
    links: list[Link] = []
    while settled:
        links.append(settled.link)
        if settled.starts:
            found.append(tuple(reversed(links)))
            links = []
        settled = settled.before
    return tuple(reversed(found))
