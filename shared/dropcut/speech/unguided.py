"""What was said when nobody knows what to expect: the recogniser's own model of English, slower and often wrong.

It says of each word how sure it is, and that is worth something: of those it is sure of by four fifths, nineteen in twenty
were said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dropcut.domain.speech import SpeechStretch, Word
from dropcut.media.pcm import RATE
from dropcut.speech.chunks import chunks
from dropcut.speech.common_words import dictionary_of
from dropcut.speech.decoding import Expectation, Recogniser, carried_model
from dropcut.speech.samples import Samples

_LONG: Final = 15 * RATE
_MODEL: Final = "en-us.lm.bin"


def words_heard(samples: Samples, stretches: Sequence[SpeechStretch], pulse: Callable[[], None]) -> tuple[Word, ...]:
    """All words, in order."""
    folder = carried_model()
    recogniser = Recogniser(Expectation(folder / _MODEL, dictionary_of(folder)))
    words: list[Word] = []
    for start, end in chunks(samples, stretches, _LONG):
        pulse()
        words.extend(
            Word(text=word.text, start=word.start, end=word.end, confidence=word.confidence)
            for word in recogniser.words(samples, start, end)
        )
    return tuple(words)
