"""What somebody typed, as terms. Whatever it is, it is read: there is no wrong question, only one without words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final, NamedTuple

from dropcut.domain.searching import LONGEST_QUESTION
from dropcut.search.words import APOSTROPHES, words_of

_MOST_TERMS: Final = 16
_MOST_WAYS: Final = 8
_SHORTEST_BEGINNING: Final = 2
"""Too many words begin with one letter for that to be of use."""
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_SHORT_ENDINGS: Final = ("re", "ve", "ll", "s", "d", "m", "t")
"""What English joins to a word by an apostrophe, which is left out as often as not."""


class Term(NamedTuple):
    """One thing that must be there: in any of these ways, each a run of words in their order."""

    ways: tuple[tuple[str, ...], ...]
    begins: bool = False
    """Whether the last word need only begin so."""


def terms_of(question: str) -> tuple[Term, ...]:
    """All that must be there; none when no word was typed."""
    parts = question[:LONGEST_QUESTION].translate(_QUOTES).split('"')
    return tuple(islice(_terms(parts), _MOST_TERMS))


def _terms(parts: Sequence[str]) -> Iterator[Term]:
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number < len(parts) - 1  # one that is never closed is none
        pieces = [part] if quoted else part.split()
        for piece in pieces:
            term = _term(piece)
            if term.ways:
                yield term


def _term(piece: str) -> Term:
    spoken = piece.split()
    begins = piece.rstrip().endswith("*")
    choices = [choice for word in spoken if (choice := _choices(word, whole=not begins))]
    ways = tuple(dict.fromkeys(sum(way, ()) for way in islice(product(*choices), _MOST_WAYS))) if choices else ()
    long_enough = any(len(way[-1]) >= _SHORTEST_BEGINNING for way in ways)
    return Term(ways, begins=begins and long_enough)


def _choices(word: str, *, whole: bool) -> tuple[tuple[str, ...], ...]:
    """The ways in which a word may have been written."""
    apart = tuple(each.folded for each in words_of(word))
    if not apart:
        return ()
    if any(sign in word for sign in APOSTROPHES):
        together = tuple(each.folded for each in words_of("".join(sign for sign in word if sign not in APOSTROPHES)))
        return (apart, together) if together != apart else (apart,)
    if whole and len(apart) == 1 and apart[0].isascii():
        return (apart, *_shortened(apart[0]))
    return (apart,)


def _shortened(word: str) -> Iterator[tuple[str, ...]]:
    """`dont` as `don t`, `were` as `we re`."""
    for ending in _SHORT_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem and (ending != "t" or stem.endswith("n")):
            yield stem, ending
            return
