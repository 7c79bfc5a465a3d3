"""How words are said: the dictionary that the recogniser carries, and a guess from the letters for the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

from dropcut.speech.letters import pronounced

Sounds = tuple[str, ...]
_VARIANT: Final = re.compile(r"\(\d+\)$")
_HISSING: Final = {"S", "Z", "SH", "ZH", "CH", "JH"}
_UNVOICED: Final = {"P", "T", "K", "F", "TH"}
_SHORTEST_PART: Final = 3


@dataclass(frozen=True)
class Lexicon:
    """A dictionary of words and the ways in which each is said."""

    entries: Mapping[str, tuple[Sounds, ...]]

    def ways(self, word: str, *, capitals: bool = False) -> tuple[Sounds, ...]:
        """Every way in which a word may be said, at least one. In capitals, an unknown word may also be spelled out."""
        known = self.entries.get(word) or self._possessive(word)
        if known:
            return known
        guesses = self._compound(word) or (pronounced(word),)
        return (*guesses, self._spelled(word)) if capitals else guesses

    def knows(self, word: str) -> bool:
        """Whether the dictionary itself has the word."""
        return word in self.entries

    def _possessive(self, word: str) -> tuple[Sounds, ...]:
        owner, mark, _ = word.partition("'s")
        if not mark:
            return ()
        return tuple((*way, *_plural(way[-1])) for way in self.ways(owner))

    def _compound(self, word: str) -> tuple[Sounds, ...]:
        """Two known words in one, such as `voiceover`: the longest first part counts."""
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first, second = self.entries.get(word[:cut]), self.entries.get(word[cut:])
            if first and second:
                return tuple((*one, *other) for one, other in product(first[:1], second[:1]))
        return ()

    def _spelled(self, word: str) -> Sounds:
        letters = (self.entries.get(f"{letter}.") or (pronounced(letter),) for letter in word if letter.isalpha())
        return tuple(sound for ways in letters for sound in ways[0])


def _plural(last: str) -> Sounds:
    if last in _HISSING:
        return ("IH", "Z")
    return ("S",) if last in _UNVOICED else ("Z",)


@cache
def read_lexicon(path: Path) -> Lexicon:
    """Read a dictionary in the CMU format."""
    with path.open(encoding="utf-8") as file:
        return lexicon_of(file)


def lexicon_of(rows: Iterable[str]) -> Lexicon:
    """A dictionary from rows of `word SOUND SOUND`; `word(2)` is another way to say it."""
    entries: dict[str, list[Sounds]] = {}
    for row in rows:
        word, *sounds = row.split()
        entries.setdefault(_VARIANT.sub("", word), []).append(tuple(sounds))
    return Lexicon({word: tuple(ways) for word, ways in entries.items()})
