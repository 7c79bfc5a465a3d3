"""Sounds that speakers make while they think, by language: a filler of one language is a word of another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FILLERS: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "um umm uhm uh uhh erm er err hm hmm mm mmm mhm ah eh huh",
        "de": "äh ähm öh öhm hm hmm mh mhm ähem",
        "fr": "euh heu hum hm hmm mm ben bah",
        "es": "eh em ehm este mmm hm hmm mm",
        "it": "ehm eh uhm mmm hm hmm mm mah",
        "pt": "hum hm hmm ahn hã éh mm",
        "nl": "uh uhm eh ehm euh hm hmm mm",
        "sv": "eh öh öhm hm hmm mm",
        "da": "øh øhm hm hmm mm",
        "nb": "øh øhm hm hmm mm",
        "fi": "öö ööm hm hmm mm",
        "pl": "yyy eee hm hmm mm",
    }.items()
}
_ANYWHERE: Final = frozenset(("hm", "hmm", "mm", "mmm"))
"""In no language words."""


def fillers_of(language: str, more: Iterable[str] = ()) -> frozenset[str]:
    """Those of a language, and those that a person named."""
    return _FILLERS.get(language, _ANYWHERE) | frozenset(word.casefold() for word in more)
