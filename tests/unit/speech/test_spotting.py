"""Where a line may have been said is told from its sounds alone, quickly: nothing that was said may be passed over."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from dropcut.domain.speech import SpeechStretch
from dropcut.speech.acoustics import carried_acoustics
from dropcut.speech.common_words import dictionary_of
from dropcut.speech.decoding import acoustics_of, carried_model
from dropcut.speech.lexicon import read_lexicon
from dropcut.speech.likeness import BEST, WORST, Likeness, likeness, spans_of
from dropcut.speech.spoken_words import spoken_words
from dropcut.speech.spotting import ENOUGH, spots
from tests.unit.speech.voices import RATE, VOICES, Uttered, cut_short, joined, need_voices, pause, say

LINE = "Sleep moves what we learned from one part of the brain into another."
OTHERS = ("Pull the tube out slowly, pump it up, and listen for the hiss.", "The ash of that year made sunsets red in London.")


def sounds_of(line: str) -> list[int]:
    model = carried_model()
    names, lexicon = carried_acoustics(acoustics_of(model)).sounds, read_lexicon(dictionary_of(model))
    return [names.index(sound) for word in spoken_words(line) for sound in lexicon.ways(word.text)[0]]


def liked(uttered: Uttered) -> Likeness:
    samples = uttered.sound.clip(-32_768, 32_767).astype(np.int16)
    whole = (SpeechStretch(start=Fraction(0), end=Fraction(len(samples), RATE)),)
    return likeness(samples, spans_of(whole), carried_acoustics(acoustics_of(carried_model())), lambda: None)


@pytest.fixture(autouse=True)
def _voices() -> None:
    need_voices()


@pytest.mark.parametrize("voice", VOICES)
def test_a_line_is_spotted_where_it_was_said(voice: str) -> None:
    before, said = say(OTHERS[0], voice), say(LINE, voice)
    (spot,) = spots(liked(joined([before, pause(0.5), said, pause(0.5), say(OTHERS[1], voice)])), [sounds_of(LINE)])
    assert abs(float(spot.stretch.start) - before.seconds - 0.5 - said.words[0].start) < 0.5
    assert abs(float(spot.stretch.end) - before.seconds - 0.5 - said.words[-1].end) < 1


def test_each_retake_and_a_false_start_are_spotted_apart() -> None:
    said = say(LINE, "rms")
    found = spots(liked(joined([cut_short(said, 6), pause(0.4), said, pause(0.4), said])), [sounds_of(LINE)])
    assert len(found) == 3
    assert all(one.score >= ENOUGH for one in found)


def test_other_speech_is_mostly_passed_over() -> None:
    others = [say(line, voice) for line in OTHERS for voice in VOICES]
    assert sum(bool(spots(liked(one), [sounds_of(LINE)])) for one in others) <= 1


def test_nothing_to_look_for_and_nothing_to_look_in_give_nothing() -> None:
    assert spots(liked(say(LINE)), []) == ()
    assert spots(Likeness((), np.zeros((0, 42), np.uint8)), [sounds_of(LINE)]) == ()


def test_every_moment_is_like_some_sound_the_most() -> None:
    for _, like in liked(say(LINE)).moments():
        heard = like[:-2]  # the last window reaches beyond the sound
        assert np.allclose(heard.max(axis=1), BEST)
        assert like.min() >= WORST
