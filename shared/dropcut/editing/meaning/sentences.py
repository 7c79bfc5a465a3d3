"""A sentence, as rules about meaning look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from dropcut.editing.meaning.vocabulary import (
    ACTING,
    IN_FRONT,
    NEGATIONS,
    NUMBERS,
    PASSIVE,
    PERSONS,
    SMALL_WORDS,
    SYNONYMS,
    UNSAYING,
)  # fmt: skip
from dropcut.editing.words.tokens import line_tokens, said

_ENDINGS: Final = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "er", "en")
_SHORTEST: Final = 3
_REACH: Final = 3
_LAYERS: Final = 2
"""Of grammar: `thickens` is `thick`, made a verb, of one that does it."""


@dataclass(frozen=True)
class Sentence:
    """Words of English as they are compared: lower case, numbers in words, contractions in full."""

    words: tuple[str, ...]
    names: frozenset[str] = frozenset()
    """Of the words, those that a script writes as names."""

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The stems of the words that tell what it is about, in order."""
        return tuple(stem(word) for word in self.words if word not in SMALL_WORDS)

    @cached_property
    def once(self) -> tuple[str, ...]:
        """Those that it names once."""
        counted = Counter(self.subjects)
        return tuple(one for one in self.subjects if counted[one] == 1)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word, and the stem of every word."""
        return frozenset(self.words) | frozenset(map(stem, self.words))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word, and what it is without grammar."""
        return frozenset(self.words) | frozenset(map(bare_stem, self.words))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Every word of a number, in order. "One" is none: mostly it counts nothing."""
        return tuple(NUMBERS.get(word, word) for word in self.words if word in NUMBERS or any(map(str.isdigit, word)))

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """Who is spoken of among the speaker and the listener, in order."""
        return tuple(PERSONS[word] for word in self.words if word in PERSONS)

    @cached_property
    def acting(self) -> frozenset[str]:
        """Who among them does something, and is not done something to."""
        lets = "let" in self.words
        return frozenset(PERSONS[word] for word in self.words if word in ACTING or (lets and word == "us"))

    @cached_property
    def negations(self) -> int:
        """How often it says that something is not so."""
        nots = [at for at, word in enumerate(self.words) if word in NEGATIONS]
        return sum(not UNSAYING.intersection(self.words[at + 1 : at + 1 + _REACH]) for at in nots)

    @property
    def is_turned(self) -> bool:
        """Whether something else than who acts stands first."""
        return self.words[0] in IN_FRONT

    @property
    def is_passive(self) -> bool:
        """Whether it may tell what is done before it tells who does it."""
        return bool(PASSIVE.intersection(self.words))

    def after(self, hinge: str) -> frozenset[str]:
        """What follows a word first, where it stands last: words that are said twice tell nothing."""
        at = len(self.words) - 1 - self.words[::-1].index(hinge)
        counted = Counter(self.subjects)
        rest = [stem(word) for word in self.words[at + 1 :] if word not in SMALL_WORDS]
        return frozenset([one for one in rest[:_REACH] if counted[one] == 1])


def sentence(line: str, language: str) -> Sentence:
    """A written line."""
    words = tuple(token.text for token in line_tokens(line, language))
    names = frozenset(token.text for name in written_names(line) for token in line_tokens(name, language))
    return Sentence(words, names)


def written_names(line: str) -> Iterator[str]:
    """Written with a capital where no sentence begins."""
    begins = True
    for written in line.split():
        bare = written.strip("\"'“”‘’([")
        if not begins and bare[:1].isupper() and bare not in _NO_NAMES:
            yield bare.rstrip(".,;:!?\"'”’)]…")
        begins = written.rstrip("\"'”’)]").endswith((".", "!", "?", ":", "…"))


_NO_NAMES: Final = frozenset(("I", "I'm", "I'll", "I've", "I'd", "I’m", "I’ll", "I’ve", "I’d"))


def stem(word: str) -> str:
    """A word without what grammar adds to it; words of one meaning have one stem."""
    return SYNONYMS.get(word) or bare_stem(word)


@cache
def bare_stem(word: str) -> str:
    """The same, but each word has its own."""
    for _ in range(_LAYERS):
        ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _SHORTEST), "")
        word = word.removesuffix(ending) + ("y" if ending in {"ies", "ied"} else "")
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.rstrip("e") if len(word) > _SHORTEST else word


def share_of(some: Sequence[str], known: frozenset[str]) -> float:
    """How many of these are known."""
    return sum(one in known for one in some) / len(some) if some else 1.0


def readable(text: str, language: str) -> str:
    """What a model is given: as it is written, but numbers in words, for recognisers write them in either way."""
    return " ".join(" ".join(said(word, language)) if any(map(str.isdigit, word)) else word for word in text.split())
