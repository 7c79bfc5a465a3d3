"""Without a script, what is cut away must be sure: words carry how sure they are, and thinking sounds are told apart."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Heard, Word
from dropcut.speech.envelope import SILENCE, envelope_of
from dropcut.speech.guided import Guided
from dropcut.speech.thinking import words_and_thoughts
from tests.unit.speech.conftest import ENGLISH, recorded
from tests.unit.speech.voices import RATE, VOICES, Uttered, joined, need_voices, pause, say


def overheard(uttered: Uttered, folder: Path) -> Heard:
    recording = recorded(uttered, folder)
    return Guided(folder).overhear(recording, Guided(folder).hear(recording))


def word(text: str, start: int, end: int, sure: float) -> Word:
    return Word(text=text, start=Fraction(start), end=Fraction(end), confidence=Fraction(sure).limit_denominator(100))


def test_most_of_clear_speech_is_told_and_what_is_sure_was_said(tmp_path: Path) -> None:
    need_voices()
    uttered = joined([pause(0.5), say("Thank you for watching, and I will see you in the next video.", "rms"), pause(0.5)])
    told = overheard(uttered, tmp_path)
    truth = {one.text for one in uttered.words}
    sure = [one for one in told.words if one.confidence >= Fraction(9, 10)]
    assert sum(one.text in truth for one in told.words) >= len(uttered.words) // 2
    assert all(one.text in truth for one in sure)


@pytest.mark.soak
def test_a_filler_between_two_pauses_is_told_as_one(tmp_path: Path) -> None:
    """Not by every voice: what is not surely one stays in the cut."""
    need_voices()
    assert any(_tells_the_filler(voice, tmp_path) for voice in VOICES)


def _tells_the_filler(voice: str, folder: Path) -> bool:
    before, filler, after = say("We closed two warehouses.", voice), say("um", voice), say("The price is high.", voice)
    told = overheard(joined([pause(0.5), before, pause(0.5), filler, pause(0.5), after, pause(0.5)]), folder)
    start = 1 + before.seconds
    fillers = [one for one in told.words if one.text in {"um", "uh"}]
    inside = (start - 0.1 < float(one.start) < float(one.end) < start + filler.seconds + 0.1 for one in fillers)
    return len(fillers) == 1 and all(inside)


def test_a_sure_word_is_never_taken_for_a_thought() -> None:
    thought = word("uh", 1, 2, 0.95)
    assert words_and_thoughts([word("not", 1, 2, 0.9)], [thought]) == (word("not", 1, 2, 0.9),)
    assert words_and_thoughts([word("a", 1, 2, 0.2)], [thought]) == (thought,)


def test_how_loud_it_is_is_told_in_half_decibels() -> None:
    quiet, tone = np.zeros(RATE // 2), np.full(RATE // 2, 32_768 / 10)
    levels = b"".join(envelope_of(np.concatenate([quiet, tone]).astype(np.int16)))
    assert len(levels) == 100
    assert set(levels[:50]) == {SILENCE}
    assert set(levels[50:]) == {40}


def test_a_word_is_found_by_the_way_the_user_says_it(tmp_path: Path) -> None:
    need_voices()
    line = "My friend Xqzv built this wooden shelf."
    recording = recorded(joined([pause(0.5), say("My friend Ottilie built this wooden shelf."), pause(0.5)]), tmp_path)
    told = Lexicon(language="en", pronunciations={"Xqzv": "AA1 T IH L IY"})
    engine = Guided(tmp_path)
    (found,) = engine.find(recording, engine.hear(recording), [line], told).tries
    assert found.coverage >= Fraction(6, 7)


@pytest.mark.parametrize("way", ["", "QQ", "AA1 nonsense", "AA " * 100])
def test_a_pronunciation_that_is_none_is_refused(tmp_path: Path, way: str) -> None:
    recording = recorded(Uttered(np.zeros(RATE), ()), tmp_path)
    engine = Guided(tmp_path)
    told = Lexicon(language="en", pronunciations={"word": way})
    with pytest.raises(Permanent, match="The pronunciation of 'word'"):
        engine.find(recording, engine.hear(recording), ["A word."], told)


def test_other_languages_are_not_guessed_at(tmp_path: Path) -> None:
    recording = recorded(Uttered(np.zeros(RATE), ()), tmp_path)
    engine = Guided(tmp_path)
    with pytest.raises(Permanent, match="English only"):
        engine.find(recording, engine.hear(recording), ["Guten Tag."], ENGLISH.model_copy(update={"language": "de"}))
