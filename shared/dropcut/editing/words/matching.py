"""Where lines of a script were tried, told from words that were recognised without knowing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Engine, Found, Stray, Try, Word
from dropcut.editing.words.chains import Hearing, Weights, likely_chains
from dropcut.editing.words.fillers import fillers_of
from dropcut.editing.words.repairs import repaired
from dropcut.editing.words.spellings import spelled_alike
from dropcut.editing.words.tokens import HeardToken, heard_tokens, line_tokens
from dropcut.editing.words.tries import TOLD, tries_of

_PAUSE: Final = Fraction(1, 2)
_SHORTEST: Final = Fraction(1, 10)


def tries_in(words: Sequence[Word], lines: Sequence[str], lexicon: Lexicon, engine: Engine) -> Found:
    """Every try at every line, whole or in part, and the words that belong to none.

    `words` are in order. A line without a word that can be said gives no try; lines that say the same each have the tries.
    """
    language = lexicon.language
    said = [line_tokens(line, language) for line in lines]
    unlike: dict[tuple[str, ...], list[int]] = {}
    for number, line in enumerate(said):
        if line:
            unlike.setdefault(tuple(token.text for token in line), []).append(number)
    fillers = frozenset(text for filler in fillers_of(language, lexicon.fillers) for text in spelled_alike(filler, language))
    texts = list(unlike)
    heard = repaired(heard_tokens(words, language), texts)
    hearing = Hearing(heard, texts, Weights.of(texts, fillers - {text for line in texts for text in line}))
    firsts = [said[numbers[0]] for numbers in unlike.values()]
    tries = tries_of(hearing, firsts, likely_chains(hearing).chains, TOLD)
    return Found(
        engine=engine,
        tries=tuple(_named(tries, list(unlike.values()))),
        strays=tuple(_strays(heard, tries, fillers)),
    )


def _named(tries: Sequence[Try], numbers: Sequence[Sequence[int]]) -> Iterator[Try]:
    for one in tries:
        for number in numbers[one.line]:
            yield one.model_copy(update={"line": number})


def _strays(heard: Sequence[HeardToken], tries: Sequence[Try], fillers: frozenset[str]) -> Iterator[Stray]:
    """Words between the tries, as they were said without a pause."""
    ends = iter(sorted((one.start, one.end) for one in tries))
    taken = next(ends, None)
    some: list[HeardToken] = []
    for word in heard:
        middle = (word.start + word.end) / 2
        while taken and taken[1] <= middle:
            taken = next(ends, None)
        inside = bool(taken and taken[0] <= middle)
        if some and (inside or word.start - some[-1].end > _PAUSE):
            yield from _stray(some, fillers)
            some = []
        if not inside:
            some.append(word)
    if some:
        yield from _stray(some, fillers)


def _stray(words: Sequence[HeardToken], fillers: frozenset[str]) -> Iterator[Stray]:
    start, end = words[0].start, max(word.end for word in words)
    if end - start >= _SHORTEST:
        only = all(word.text in fillers for word in words)
        reason = "only " + ", ".join(word.text for word in words) if only else "speech that is none of these lines"
        yield Stray(start=start, end=end, reason=reason)
