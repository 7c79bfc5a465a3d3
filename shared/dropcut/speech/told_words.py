"""What a user says about words: how unknown ones are said, and which are fillers here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon as Told
from dropcut.domain.wording import printable
from dropcut.speech.dictionary import FILLERS
from dropcut.speech.lexicon import Lexicon, Sounds
from dropcut.speech.spoken_words import spoken_words

_STRESS: Final = re.compile(r"\d$")
_MOST_SOUNDS: Final = 60


def with_told(lexicon: Lexicon, told: Told, known: frozenset[str]) -> Lexicon:
    """The dictionary with the user's own words above it. Raises Permanent for a sound that English has not."""
    own = {text: (_sounds(word, way, known),) for word, way in told.pronunciations.items() for text in _texts(word)}
    return replace(lexicon, own=own)


def fillers_with(told: Told, lexicon: Lexicon) -> Mapping[str, tuple[Sounds, ...]]:
    """The fillers of English, and the user's."""
    more = {text: lexicon.ways(text) for filler in told.fillers if len(texts := _texts(filler)) == 1 for text in texts}
    return {**more, **FILLERS}


def _texts(word: str) -> tuple[str, ...]:
    return tuple(spoken.text for spoken in spoken_words(word))


def _sounds(word: str, way: str, known: frozenset[str]) -> Sounds:
    sounds = tuple(_STRESS.sub("", sound.upper()) for sound in way.split())
    wrong = [sound for sound in sounds if sound not in known]
    if wrong or not 0 < len(sounds) <= _MOST_SOUNDS:
        what = f"has no sound {printable(wrong[0])!r}" if wrong else f"says {len(sounds)} sounds"
        raise Permanent(
            f"The pronunciation of {printable(word)!r} {what}.",
            "Write it in ARPAbet, as in `Dropcut: D R AA P K AH T`, under pronunciations in dropcut.yaml.",
        )
    return sounds
