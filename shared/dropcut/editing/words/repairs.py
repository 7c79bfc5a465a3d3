"""Recognised words made comparable with the lines: compounds joined or parted, names that were spelled by ear put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dropcut.editing.words.tokens import HeardToken

_LONG: Final = 5
_ALIKE: Final = 0.75
_DOUBT: Final = Fraction(7, 10)
_ALIKE_LETTERS: Final = str.maketrans("cqzxvwbdj", "kkssffptg")
_WEAK: Final = frozenset("aeiouyh")


def repaired(heard: Sequence[HeardToken], lines: Sequence[Sequence[str]]) -> tuple[HeardToken, ...]:
    """Words that some line has are left alone; others become words of a line that they can only be."""
    return tuple(_repairs(heard, _Vocabulary.of(lines)))


@dataclass(frozen=True)
class _Vocabulary:
    words: frozenset[str]
    pairs: Mapping[str, tuple[str, str]]
    """Two neighbouring words, by how they look written together."""
    by_sound: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, lines: Sequence[Sequence[str]]) -> _Vocabulary:
        words = frozenset(text for line in lines for text in line)
        by_sound: dict[str, list[str]] = defaultdict(list)
        for text in sorted(words):
            by_sound[_sound(text)].append(text)
        return cls(words, {one + other: (one, other) for line in lines for one, other in pairwise(line)}, by_sound)

    def meant(self, text: str) -> str | None:
        """The word of a line that sounds and looks nearly so."""
        if len(text) < _LONG:
            return None
        near = self.by_sound.get(_sound(text), ())
        best = max(near, key=lambda word: SequenceMatcher(None, word, text).ratio(), default=None)
        return best if best and SequenceMatcher(None, best, text).ratio() >= _ALIKE else None


def _repairs(heard: Sequence[HeardToken], known: _Vocabulary) -> Iterator[HeardToken]:
    at = 0
    while at < len(heard):
        word, after = heard[at], heard[at + 1] if at + 1 < len(heard) else None
        if after and word.text + after.text in known.words and not {word.text, after.text} <= known.words:
            confidence = min(word.confidence, after.confidence)
            yield HeardToken(word.text + after.text, word.start, after.end, confidence)
            at += 2
            continue
        yield from (word,) if word.text in known.words else _parted_or_meant(word, known)
        at += 1


def _parted_or_meant(word: HeardToken, known: _Vocabulary) -> Iterator[HeardToken]:
    if word.text in known.pairs:
        one, other = known.pairs[word.text]
        middle = word.start + (word.end - word.start) * len(one) / len(word.text)
        yield HeardToken(one, word.start, middle, word.confidence)
        yield HeardToken(other, middle, word.end, word.confidence)
    elif meant := known.meant(word.text):
        yield replace(word, text=meant, confidence=word.confidence * _DOUBT)
    else:
        yield word


def _sound(text: str) -> str:
    """Its consonants, those that sound alike as one."""
    bare = text.translate(_ALIKE_LETTERS)
    kept = bare[:1] + "".join(one for one in bare[1:] if one not in _WEAK)
    return "".join(one for one, before in zip(kept, " " + kept, strict=False) if one != before)
