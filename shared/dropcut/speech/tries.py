"""Tries as a guided engine tells them: it was listening for these lines, so it must be surer, and names no other word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Role, Said, Try
from dropcut.editing.words.chains import Hearing, chains
from dropcut.editing.words.tries import Trust, tries_of
from dropcut.speech.spoken_words import Spoken

UNKNOWN: Final = "\u2026"
"""Stands for a word that was heard and is neither of the lines nor a filler: a guided engine cannot tell which it is."""
GUIDED: Final = Trust(sure=Fraction(1, 2), pause=Fraction(1, 4), short=0.85)
"""It hears the words that it listens for, also where somebody says others."""


def tries_at(hearing: Hearing, lines: Sequence[Sequence[Spoken]]) -> tuple[Try, ...]:
    """Every try at the lines of `hearing`, which are these with their written words."""
    known = {text for line in hearing.lines for text in line}
    return tuple(_named(one, known) for one in tries_of(hearing, lines, chains(hearing).chains, GUIDED))


def _named(found: Try, known: Collection[str]) -> Try:
    return found.model_copy(update={"said": tuple(_said(one, known) for one in found.said)})


def _said(one: Said, known: Collection[str]) -> Said:
    if one.role is not Role.INSERTED or one.word.text in known:
        return one
    return one.model_copy(update={"word": one.word.model_copy(update={"text": UNKNOWN})})
