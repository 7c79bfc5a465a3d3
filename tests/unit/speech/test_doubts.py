"""What a large network makes up is not believed; what people say twice is."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.speech import SpeechStretch, Word
from dropcut.speech.doubts import Phrase, believed

SPEECH = (SpeechStretch(start=Fraction(1), end=Fraction(20)),)


def phrase(text: str, start: int = 1, **doubts: float) -> Phrase:
    words = tuple(
        Word(
            text=word,
            start=Fraction(start) + Fraction(at, 4),
            end=Fraction(start) + Fraction(at + 1, 4),
            confidence=Fraction(1),
        )
        for at, word in enumerate(text.split())
    )
    felt = {"no_speech": 0.0, "mean_chance": -0.1, "regularity": 1.2, **doubts}
    return Phrase(words, **felt)


def said(*phrases: Phrase) -> str:
    return " ".join(word.text for word in believed(phrases, SPEECH))


def test_a_sure_phrase_is_believed() -> None:
    assert said(phrase("come by on a saturday")) == "come by on a saturday"


def test_what_it_takes_for_silence_itself_is_not() -> None:
    assert said(phrase("thank you", no_speech=0.9, mean_chance=-1.5)) == ""
    assert said(phrase("thank you", no_speech=0.9, mean_chance=-0.2)) == "thank you"


def test_text_that_repeats_itself_like_a_machine_is_not() -> None:
    assert said(phrase("la la la", regularity=3.0)) == ""


def test_words_where_nobody_speaks_are_not() -> None:
    assert said(phrase("thank you for watching", start=30), phrase("come early", start=2)) == "come early"


def test_people_repeat_themselves_but_not_for_ever() -> None:
    assert said(phrase("words words words")) == "words words words"
    assert said(phrase("words " * 9)) == "words words words"
    assert said(phrase("i mean " * 6 + "yes")) == "i mean i mean i mean yes"
