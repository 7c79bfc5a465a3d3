"""From chains of heard words to tries that can be relied on, with what is good and bad about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Role, Said, Try, Word
from dropcut.editing.words.chains import Link
from dropcut.editing.words.reasons import reason_for
from dropcut.speech.chains import Chain, Weights
from dropcut.speech.decoding import Decoded
from dropcut.speech.spoken_words import Spoken

UNKNOWN: Final = "\u2026"
"""Stands for a word that was heard and is neither of the lines nor a filler: a guided engine cannot tell which it is."""
_ENOUGH: Final = 2.0
"""Two rare words, or four common ones, in the order of the line, heard for sure."""
_ENOUGH_FROM_THE_MIDDLE: Final = 3.0
"""Speakers begin at the beginning; what seems to start elsewhere is more often chance."""
_SURE: Final = Fraction(1, 2)
_PAUSE: Final = Fraction(1, 4)
_NEARLY_SURE: Final = 0.85


@dataclass(frozen=True)
class Hearsay:
    """What was heard, what was looked for, and what each word is worth."""

    words: Sequence[Decoded]
    lines: Sequence[Sequence[Spoken]]
    weights: Weights


def tries_of(hearsay: Hearsay, chains: Sequence[Chain]) -> tuple[Try, ...]:
    """Those chains that are tries; the others are chance."""
    return tuple(_try(hearsay, chain) for chain in chains if is_reliable(hearsay, chain))


def is_reliable(hearsay: Hearsay, chain: Chain) -> bool:
    """Whether a chain is more than words that happen to stand in the order of a line."""
    links = final_links(chain)
    gains = sum(hearsay.weights.gain(hearsay.words[link.heard]) for link in links)
    if _confidence(hearsay, links) < _SURE:
        return False
    enough = _ENOUGH if chain.links[0].token == 0 else _ENOUGH_FROM_THE_MIDDLE
    return gains >= enough or _is_short_and_alone(hearsay, chain, gains)


def _is_short_and_alone(hearsay: Hearsay, chain: Chain, gains: float) -> bool:
    """A line of a word or two counts only when all of it was said, surely, between two pauses."""
    line = hearsay.lines[chain.links[0].line]
    worth = sum(hearsay.weights.of(word.text) for word in line)
    first, last = chain.links[0].heard, chain.links[-1].heard
    whole = len(chain.links) == len(line) == last - first + 1
    return whole and gains >= _NEARLY_SURE * worth and _is_alone(hearsay.words, first, last)


def _is_alone(words: Sequence[Decoded], first: int, last: int) -> bool:
    before = first == 0 or words[first].start - words[first - 1].end >= _PAUSE
    after = last + 1 == len(words) or words[last + 1].start - words[last].end >= _PAUSE
    return before and after


def final_links(chain: Chain) -> tuple[Link, ...]:
    """The links that stand in the end: what was said again later counts as it was said last."""
    kept: list[Link] = []
    for link in reversed(chain.links):
        if not kept or link.token < kept[-1].token:
            kept.append(link)
    return tuple(reversed(kept))


def _confidence(hearsay: Hearsay, links: Sequence[Link]) -> Fraction:
    return sum((hearsay.words[link.heard].confidence for link in links), Fraction(0)) / len(links)


def _try(hearsay: Hearsay, chain: Chain) -> Try:
    line, links = hearsay.lines[chain.links[0].line], final_links(chain)
    said = _said(hearsay, chain, links)
    heard = {link.token for link in links}
    misses = tuple(sorted({word.place for token, word in enumerate(line) if token not in heard}))
    roles = [one.role for one in said]
    backwards = sum(later.token <= earlier.token for earlier, later in zip(chain.links, chain.links[1:], strict=False))
    found = Try(
        line=chain.links[0].line,
        said=said,
        coverage=Fraction(len(heard), len(line)),
        misses=misses,
        insertions=roles.count(Role.INSERTED),
        fillers=roles.count(Role.FILLER),
        restarts=backwards,
        confidence=_confidence(hearsay, links),
        reason="",
    )
    return found.model_copy(update={"reason": reason_for(found, line)})


def _said(hearsay: Hearsay, chain: Chain, final: Sequence[Link]) -> tuple[Said, ...]:
    linked = {link.heard: link for link in chain.links}
    line, standing = hearsay.lines[chain.links[0].line], set(final)
    said = []
    for at in range(chain.links[0].heard, chain.links[-1].heard + 1):
        link = linked.get(at)
        if link:
            role = Role.SAID if link in standing else Role.REPEATED
            said.append(Said(word=_word(hearsay.words[at]), role=role, place=line[link.token].place))
        else:
            said.append(_unlinked(hearsay, hearsay.words[at]))
    return tuple(said)


def _unlinked(hearsay: Hearsay, heard: Decoded) -> Said:
    if heard.text in hearsay.weights.fillers:
        return Said(word=_word(heard), role=Role.FILLER, place=None)
    known = any(word.text == heard.text for line in hearsay.lines for word in line)
    text = heard.text if known else UNKNOWN
    return Said(word=_word(heard).model_copy(update={"text": text}), role=Role.INSERTED, place=None)


def _word(heard: Decoded) -> Word:
    return Word(text=heard.text, start=heard.start, end=heard.end, confidence=heard.confidence)
