"""How words are said: the dictionary that the recogniser carries, and a guess from the letters for the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

from dropcut.speech.letters import pronounced

Sounds = tuple[str, ...]
_ANOTHER: Final = "("
"""Begins the number of another way to say a word."""
_HISSING: Final = {"S", "Z", "SH", "ZH", "CH", "JH"}
_UNVOICED: Final = {"P", "T", "K", "F", "TH"}
_SHORTEST_PART: Final = 3


@dataclass(frozen=True)
class Lexicon:
    """A dictionary of words and the ways in which each is said."""

    entries: Mapping[str, tuple[Sounds, ...]]
    own: Mapping[str, tuple[Sounds, ...]] = field(default_factory=dict)
    """What a user says of words; it stands above the others."""

    def ways(self, word: str, *, capitals: bool = False) -> tuple[Sounds, ...]:
        """Every way in which a word may be said, at least one. In capitals, an unknown word may also be spelled out."""
        known = self._entry(word) or self._possessive(word)
        if known:
            return known
        guesses = self._compound(word) or (pronounced(word),)
        return (*guesses, self._spelled(word)) if capitals else guesses

    def knows(self, word: str) -> bool:
        """Whether the dictionary itself has the word."""
        return word in self.own or word in self.entries

    def _entry(self, word: str) -> tuple[Sounds, ...]:
        return self.own.get(word) or self.entries.get(word, ())

    def _possessive(self, word: str) -> tuple[Sounds, ...]:
        owner, mark, _ = word.partition("'s")
        if not mark:
            return ()
        return tuple((*way, *_plural(way[-1])) for way in self.ways(owner))

    def _compound(self, word: str) -> tuple[Sounds, ...]:
        """Two known words in one, such as `voiceover`: the longest first part counts."""
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first, second = self._entry(word[:cut]), self._entry(word[cut:])
            if first and second:
                return tuple((*one, *other) for one, other in product(first[:1], second[:1]))
        return ()

    def _spelled(self, word: str) -> Sounds:
        letters = (self._entry(f"{letter}.") or (pronounced(letter),) for letter in word if letter.isalpha())
        return tuple(sound for ways in letters for sound in ways[0])


def _plural(last: str) -> Sounds:
    if last in _HISSING:
        return ("IH", "Z")
    return ("S",) if last in _UNVOICED else ("Z",)


@cache
def read_lexicon(path: Path) -> Lexicon:
    """Read a dictionary in the CMU format."""
    return lexicon_of(path.read_text(encoding="utf-8").splitlines())


def lexicon_of(rows: Iterable[str]) -> Lexicon:
    """A dictionary from rows of `word SOUND SOUND`; `word(2)` is another way to say it."""
    return Lexicon(_Rows({word: way for word, _, way in (row.partition(" ") for row in rows)}))


class _Rows(Mapping[str, tuple[Sounds, ...]]):
    """A row is taken apart when its word is asked for: of a hundred thousand, few ever are."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self._rows = rows

    def __getitem__(self, word: str) -> tuple[Sounds, ...]:
        if _ANOTHER in word:
            raise KeyError(word)
        ways = [self._rows[word]]
        while another := self._rows.get(f"{word}{_ANOTHER}{len(ways) + 1})"):
            ways.append(another)
        return tuple(tuple(way.split()) for way in ways)

    def __iter__(self) -> Iterator[str]:
        return (word for word in self._rows if _ANOTHER not in word)

    def __len__(self) -> int:
        return sum(1 for _ in self)
