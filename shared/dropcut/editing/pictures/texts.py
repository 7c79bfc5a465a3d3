"""What is known of a clip, as short texts that can be compared with what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import IGNORECASE
from re import compile as pattern
from typing import Final

from dropcut.domain.pictures import Source, Told
from dropcut.domain.speech import Word
from dropcut.editing.pictures.names import words_of_name

_SENTENCE: Final = pattern(r"(?<=[.!?…。！？])\s+|\n+")
_MARKS: Final = pattern(r"^[\s>#*+-]+|[*_`#]+|\[|\]|\(https?://[^)]*\)")
_FRONT: Final = pattern(r"^(description|title|caption|keywords|tags|subject|notes?)\s*:\s*", IGNORECASE)
_MOST_SENTENCES: Final = 12
_MOST_LETTERS: Final = 400
_PHRASE: Final = 12
"""Words of what is said in a clip are looked at so many at a time."""
_MOST_PHRASES: Final = 12


def told_by_name(path: str) -> tuple[Told, ...]:
    """The words of its name and folders, all of them and those of the file alone."""
    whole = words_of_name(path)
    alone = words_of_name(path.rpartition("/")[2])
    return tuple(Told(source=Source.NAME, text=text) for text in dict.fromkeys((whole, alone)) if text)


def told_by_note(text: str) -> tuple[Told, ...]:
    """The sentences of what lies beside it, and the whole where that is short."""
    sentences = [one for row in _SENTENCE.split(text) if (one := _clean(row))][:_MOST_SENTENCES]
    whole = " ".join(sentences)
    every = (whole, *sentences) if len(whole) <= _MOST_LETTERS else sentences
    return tuple(Told(source=Source.NOTE, text=one[:_MOST_LETTERS]) for one in dict.fromkeys(every) if one)


def told_by_speech(words: Sequence[Word]) -> tuple[Told, ...]:
    """What is said in it, a few words at a time, spread over the whole."""
    phrases = list(_phrases([word.text for word in words]))
    step = max(1, -(-len(phrases) // _MOST_PHRASES))
    return tuple(Told(source=Source.SPEECH, text=phrase) for phrase in dict.fromkeys(phrases[::step]))


def _phrases(words: Sequence[str]) -> Iterator[str]:
    for first in range(0, len(words), _PHRASE // 2):
        some = words[first : first + _PHRASE]
        if some and (not first or len(some) > _PHRASE // 2):
            yield " ".join(some)


def _clean(row: str) -> str:
    return _FRONT.sub("", " ".join(_MARKS.sub(" ", row).split())).strip(" -–—:")
