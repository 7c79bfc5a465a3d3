"""What a large network makes up is not believed; what people say again and again is."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.pieces import Phrase
from dropcut.domain.speech import SpeechStretch, Word
from dropcut.speech.doubts import believed, repeats_itself

SPEECH = (SpeechStretch(start=Fraction(1), end=Fraction(20)),)
SURE = Fraction(-1, 10)
PLAIN = Fraction(12, 10)


def phrase(
    text: str, start: int = 1, *, no_speech: Fraction = Fraction(0), chance: Fraction = SURE, regularity: Fraction = PLAIN
) -> Phrase:
    words = tuple(
        Word(
            text=word,
            start=Fraction(start) + Fraction(at, 4),
            end=Fraction(start) + Fraction(at + 1, 4),
            confidence=Fraction(1),
        )
        for at, word in enumerate(text.split())
    )
    return Phrase(words=words, no_speech=no_speech, mean_chance=chance, regularity=regularity)


def said(*phrases: Phrase, speech: tuple[SpeechStretch, ...] = SPEECH) -> str:
    return " ".join(word.text for word in believed(phrases, speech))


def test_a_sure_phrase_is_believed() -> None:
    assert said(phrase("come by on a saturday")) == "come by on a saturday"


def test_what_it_takes_for_silence_itself_is_not() -> None:
    assert said(phrase("thank you", no_speech=Fraction(9, 10), chance=Fraction(-3, 2))) == ""
    assert said(phrase("thank you", no_speech=Fraction(9, 10), chance=Fraction(-1, 5))) == "thank you"


def test_text_that_repeats_itself_like_a_machine_is_not() -> None:
    looped = phrase("la la la", regularity=Fraction(3))
    assert repeats_itself(looped)
    assert said(looped) == ""


def test_words_where_nobody_speaks_are_not() -> None:
    assert said(phrase("thank you for watching", start=30), phrase("come early", start=2)) == "come early"


def test_in_one_breath_people_repeat_themselves_but_not_for_ever() -> None:
    assert said(phrase("words words words")) == "words words words"
    assert said(phrase("words " * 9)) == "words words words"
    assert said(phrase("i mean " * 6 + "yes")) == "i mean i mean i mean yes"


def test_seven_takes_of_one_line_with_pauses_between_are_seven() -> None:
    breaths = tuple(SpeechStretch(start=Fraction(at), end=Fraction(at + 2)) for at in range(0, 28, 4))
    takes = [phrase("come by on a saturday", start=int(breath.start)) for breath in breaths]
    assert said(*takes, speech=breaths) == " ".join(["come by on a saturday"] * 7)


def test_a_word_across_a_pause_belongs_to_where_most_of_it_lies() -> None:
    breaths = (SpeechStretch(start=Fraction(0), end=Fraction(2)), SpeechStretch(start=Fraction(3), end=Fraction(9)))
    across = Phrase(
        words=(Word(text="well", start=Fraction(19, 10), end=Fraction(4), confidence=Fraction(1)),),
        no_speech=Fraction(0),
        mean_chance=SURE,
        regularity=PLAIN,
    )
    assert said(across, speech=breaths) == "well"
