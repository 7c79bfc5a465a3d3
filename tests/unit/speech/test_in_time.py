"""What lies near a moment is what going through everything would find, and an hour of it takes no time."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

from hypothesis import given
from hypothesis import strategies as some

from dropcut.domain.pieces import Phrase
from dropcut.domain.speech import Role, Said, SpeechStretch, Try, Word
from dropcut.editing.words.chains import Weights
from dropcut.editing.words.tokens import HeardToken
from dropcut.speech.doubts import believed
from dropcut.speech.in_time import InTime
from dropcut.speech.strays import strays_of
from dropcut.speech.thinking import words_and_thoughts

SOON_S = 10
"""Half a second where nothing else runs; each with all took more than a minute."""

tenths = some.integers(0, 80).map(lambda number: Fraction(number, 10))
stretches = some.tuples(tenths, some.integers(1, 40)).map(
    lambda one: SpeechStretch(start=one[0], end=one[0] + Fraction(one[1], 10))
)


@given(ones=some.lists(stretches), start=tenths, long=tenths)
def test_all_that_touch_a_time_are_near_it(ones: list[SpeechStretch], start: Fraction, long: Fraction) -> None:
    near = InTime(ones).near(start, start + long)
    touching = [one for one in sorted(ones, key=lambda one: one.start) if one.start <= start + long and start <= one.end]
    assert [one for one in near if one in touching] == touching


@given(ones=some.lists(stretches, min_size=1), start=tenths)
def test_what_is_before_or_after_everything_is_near_nothing(ones: list[SpeechStretch], start: Fraction) -> None:
    after = max(one.end for one in ones) + 1
    assert not InTime(ones).near(after, after + start)
    assert not InTime(ones).near(Fraction(-2), Fraction(-1))


def word(number: int, text: str, long: Fraction = Fraction(2, 10)) -> Word:
    start = Fraction(number * 36, 100)
    return Word(text=text, start=start, end=start + long, confidence=Fraction(1))


def tried(start: Fraction, end: Fraction) -> Try:
    said = Said(word=Word(text="a", start=start, end=end, confidence=Fraction(1)), role=Role.SAID, place=0)
    whole = {"coverage": Fraction(1), "misses": (), "insertions": 0, "fillers": 0, "restarts": 0, "confidence": Fraction(1)}
    return Try.model_validate({"line": 0, "said": (said,), "reason": "whole", **whole})


def test_an_hour_of_speech_is_looked_through_in_a_moment() -> None:
    spoken = [SpeechStretch(start=Fraction(36 * at, 10), end=Fraction(36 * at + 30, 10)) for at in range(1_000)]
    tries = [tried(one.start, one.start + 1) for one in spoken[::2]]
    words = [word(at, f"w{at % 97}x{at}") for at in range(10_000)]
    tokens = [HeardToken(one.text, one.start, one.end, Fraction(1)) for one in words]
    begun = process_time()
    phrases = [Phrase(words=(one,), no_speech=Fraction(0), mean_chance=Fraction(0), regularity=Fraction(1)) for one in words]
    assert len(believed(phrases, spoken)) == 9_000
    assert len(strays_of(spoken, tries, tokens, Weights.of([], ()))) == 1_000
    assert len(words_and_thoughts(words, [word(at, "uh", Fraction(3, 100)) for at in range(5, 10_000, 10)])) == 10_000
    assert process_time() - begun < SOON_S
