"""Where in a passage's words the terms of a question stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dropcut.search.terms import Term


class Run(NamedTuple):
    """Words in a row that are what one term asks for."""

    word: int
    """The first of them, from 0."""
    length: int
    start: int = 0
    """Of the text: its first letter, and the one after its last."""
    end: int = 0


def runs_of(words: Sequence[str], terms: Sequence[Term]) -> Iterator[Run]:
    """Every place where a term stands, in order; where several do, the longest."""
    for at in range(len(words)):
        found = [len(way) for term in terms for way in term.ways if _stands(words, at, way, begins=term.begins)]
        if found:
            yield Run(at, max(found))


def _stands(words: Sequence[str], at: int, way: Sequence[str], *, begins: bool) -> bool:
    some = words[at : at + len(way)]
    if len(some) < len(way):
        return False
    last = some[-1].startswith(way[-1]) if begins else some[-1] == way[-1]
    return last and all(one == other for one, other in zip(some[:-1], way[:-1], strict=True))
