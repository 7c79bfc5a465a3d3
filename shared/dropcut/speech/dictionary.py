"""The small dictionary of one search: the words of its lines, fillers, and common words of other speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from dropcut.speech.lexicon import Lexicon, Sounds
from dropcut.speech.spoken_words import Spoken

FILLERS: Final[Mapping[str, tuple[Sounds, ...]]] = {
    "um": (("AH", "M"), ("AA", "M")),
    "uh": (("AH",), ("AA",)),
    "erm": (("ER", "M"),),
    "er": (("ER",),),
    "hm": (("HH", "M"), ("M",)),
    "mm": (("M", "M"),),
    "ah": (("AA", "AA"),),
}
"""English ones, each with the ways in which it is said."""


def ways_to_say(
    lines: Iterable[Iterable[Spoken]], others: Iterable[str], fillers: Mapping[str, tuple[Sounds, ...]], lexicon: Lexicon
) -> dict[str, tuple[Sounds, ...]]:
    """Every word of the search with its sounds."""
    said = {word: lexicon.ways(word) for word in others}
    said.update(fillers)
    for line in lines:
        said.update({word.text: lexicon.ways(word.text, capitals=word.capitals) for word in line})
    return said


def written(ways: Mapping[str, tuple[Sounds, ...]]) -> str:
    """As the recogniser reads it; silences it knows by itself."""
    rows = []
    for word in sorted(ways):
        for number, sounds in enumerate(ways[word], 1):
            rows.append(f"{word}{f'({number})' if number > 1 else ''} {' '.join(sounds)}")
    return "\n".join(rows) + "\n"
