"""From chains of heard words to tries that can be relied on, with what is good and bad about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dropcut.domain.speech import Role, Said, Try, Word
from dropcut.editing.words.chains import Chain, Hearing, Link
from dropcut.editing.words.reasons import Placed, reason_for
from dropcut.editing.words.tokens import HeardToken

_ENOUGH: Final = 2.0
"""Two rare words, or four common ones, in the order of the line, heard for sure."""
_ENOUGH_FROM_THE_MIDDLE: Final = 3.0
"""Speakers begin at the beginning; what seems to start elsewhere is more often chance."""


@dataclass(frozen=True)
class Trust:
    """What it takes to believe one kind of recogniser."""

    sure: Fraction
    """The confidence of a try's words, at least, on average."""
    pause: Fraction
    """Seconds before and after a line of a word or two."""
    short: float
    """The share of what such a line is worth that must be heard."""


TOLD: Final = Trust(sure=Fraction(4, 10), pause=Fraction(2, 10), short=0.6)
"""Of a recogniser that knew no script: its words are its own."""


def tries_of(hearing: Hearing, lines: Sequence[Sequence[Placed]], found: Sequence[Chain], trust: Trust) -> tuple[Try, ...]:
    """Those chains that are tries; the others are chance. `lines` are those of `hearing`, with their written words."""
    return tuple(_try(hearing, lines[chain[0].line], chain) for chain in found if is_reliable(hearing, chain, trust))


def is_reliable(hearing: Hearing, chain: Chain, trust: Trust) -> bool:
    """Whether a chain is more than words that happen to stand in the order of a line."""
    links = final_links(chain)
    if _confidence(hearing, links) < trust.sure:
        return False
    gains = sum(hearing.weights.gain(hearing.words[link.heard]) for link in links)
    enough = _ENOUGH if chain[0].token == 0 else _ENOUGH_FROM_THE_MIDDLE
    return gains >= enough or _is_short_and_alone(hearing, chain, gains, trust)


def _is_short_and_alone(hearing: Hearing, chain: Chain, gains: float, trust: Trust) -> bool:
    """A line of a word or two counts only when all of it was said, surely, between two pauses."""
    line = hearing.lines[chain[0].line]
    worth = sum(hearing.weights.of_word(text) for text in line)
    first, last = chain[0].heard, chain[-1].heard
    whole = len(chain) == len(line) == last - first + 1
    return whole and gains >= trust.short * worth and _is_alone(hearing.words, first, last, trust.pause)


def _is_alone(words: Sequence[HeardToken], first: int, last: int, pause: Fraction) -> bool:
    before = first == 0 or words[first].start - words[first - 1].end >= pause
    after = last + 1 == len(words) or words[last + 1].start - words[last].end >= pause
    return before and after


def final_links(chain: Chain) -> tuple[Link, ...]:
    """The links that stand in the end: what was said again later counts as it was said last."""
    kept: list[Link] = []
    for link in reversed(chain):
        if not kept or link.token < kept[-1].token:
            kept.append(link)
    return tuple(reversed(kept))


def _confidence(hearing: Hearing, links: Sequence[Link]) -> Fraction:
    return sum((hearing.words[link.heard].confidence for link in links), Fraction(0)) / len(links)


def _try(hearing: Hearing, line: Sequence[Placed], chain: Chain) -> Try:
    links = final_links(chain)
    said = _said(hearing, line, chain, links)
    heard = {link.token for link in links}
    roles = [one.role for one in said]
    found = Try(
        line=chain[0].line,
        said=said,
        coverage=Fraction(len(heard), len(line)),
        misses=tuple(sorted({word.place for token, word in enumerate(line) if token not in heard})),
        insertions=roles.count(Role.INSERTED),
        fillers=roles.count(Role.FILLER),
        restarts=sum(later.token <= earlier.token for earlier, later in pairwise(chain)),
        confidence=_confidence(hearing, links),
        reason="",
    )
    return found.model_copy(update={"reason": reason_for(found, line)})


def _said(hearing: Hearing, line: Sequence[Placed], chain: Chain, final: Sequence[Link]) -> tuple[Said, ...]:
    linked, standing = {link.heard: link for link in chain}, set(final)
    said = []
    for at in range(chain[0].heard, chain[-1].heard + 1):
        word, link = _word(hearing.words[at]), linked.get(at)
        if link:
            role = Role.SAID if link in standing else Role.REPEATED
            said.append(Said(word=word, role=role, place=line[link.token].place))
        else:
            role = Role.FILLER if word.text in hearing.weights.fillers else Role.INSERTED
            said.append(Said(word=word, role=role, place=None))
    return tuple(said)


def _word(heard: HeardToken) -> Word:
    return Word(text=heard.text, start=heard.start, end=heard.end, confidence=heard.confidence)
