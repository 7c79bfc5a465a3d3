"""Words that the recogniser loses inside a try are found again by their sounds; words that nobody said are not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.speech import SpeechStretch
from dropcut.editing.words.tokens import HeardToken
from dropcut.speech.filling import Filling
from dropcut.speech.following import Follower, fit_of
from dropcut.speech.promising import ways_of
from dropcut.speech.sought import Sought
from dropcut.speech.spotting import spots
from tests.unit.speech.conftest import ENGLISH
from tests.unit.speech.test_spotting import liked
from tests.unit.speech.voices import VOICES, Uttered, cut_short, joined, need_voices, pause, say

LINE = "Sleep moves what we learned from one part of the brain into another."
OTHER = "Pull the tube out slowly, pump it up, and listen for the hiss."
SOUGHT = Sought.of([LINE, OTHER], ENGLISH)
WORDS = SOUGHT.wanted.words[0]


@pytest.fixture(autouse=True)
def _voices() -> None:
    need_voices()


def filling(uttered: Uttered, *, spotted: bool = False) -> Filling:
    told = liked(uttered)
    found = spots(told, [[sound for word in line for sound in word] for line in ways_of(SOUGHT)]) if spotted else ()
    return Filling(SOUGHT, ways_of(SOUGHT), Follower(told), found, noisy=False)


def decoded(uttered: Uttered, start: float = 0.0) -> list[HeardToken]:
    """What a recogniser that hears all would give."""
    return [_decoded(WORDS[at], word.start + start, word.end + start) for at, word in enumerate(uttered.words)]


def _decoded(text: str, start: float, end: float) -> HeardToken:
    return HeardToken(text, Fraction(round(start * 100), 100), Fraction(round(end * 100), 100), Fraction(1))


def whole(uttered: Uttered) -> tuple[Fraction, Fraction]:
    return Fraction(0), Fraction(round(uttered.seconds * 100), 100)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("lost", [range(4, 8), range(9, len(WORDS)), range(3)])
def test_words_that_were_lost_are_found_where_they_were_said(voice: str, lost: range) -> None:
    said = say(LINE, voice)
    words = decoded(said)
    mistaken = _decoded("and", said.words[lost[0]].start, said.words[lost[-1]].end)
    heard = sorted([*(word for at, word in enumerate(words) if at not in lost), mistaken], key=lambda word: word.start)
    found = filling(said).filled(heard, whole(said))
    assert [word.text for word in found] == list(WORDS)
    worst = max(abs(float(one.start) - true.start) for one, true in zip(found, said.words, strict=True))
    assert worst < 0.2


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("after", [0.1, 0.6])
def test_a_false_start_stays_one_whatever_is_said_after_it(voice: str, after: float) -> None:
    start = cut_short(say(LINE, voice), 6)
    uttered = joined([start, pause(after), say(OTHER, voice)])
    heard = decoded(start)
    assert filling(uttered, spotted=True).filled(heard, whole(uttered))[: len(heard)] == tuple(heard)
    texts = [word.text for word in filling(uttered).filled(heard, whole(uttered))]
    assert texts == list(WORDS[:6])


def test_a_line_of_which_no_word_was_heard_is_found_by_its_sounds() -> None:
    said = say(LINE, "rms")
    found = filling(said, spotted=True).filled((), whole(said))
    assert [word.text for word in found] == list(WORDS)


def test_nothing_is_found_in_what_says_something_else() -> None:
    other = say("Farmers still live on the slopes, since the soil is rich.", "slt")
    assert filling(other, spotted=True).filled((), whole(other)) == ()


def test_a_line_fits_where_it_was_said_and_nowhere_else() -> None:
    said, other = say(LINE, "awb"), say(OTHER, "awb")
    way = ways_of(SOUGHT)[0]
    assert fit_of(Follower(liked(said)).follow(way, *whole(said))) > 0.3
    assert fit_of(Follower(liked(other)).follow(way, *whole(other))) < -0.2


def test_there_must_be_room_for_every_sound() -> None:
    said = say(LINE, "slt")
    assert Follower(liked(said)).follow(ways_of(SOUGHT)[0], Fraction(0), Fraction(1, 2)) == ()


def test_where_the_speaker_pauses_is_where_one_may_stop_listening() -> None:
    said = say(LINE, "slt")
    (stretch,) = (SpeechStretch(start=Fraction(0), end=whole(said)[1]),)
    begins, ends = Follower(liked(said)).spoken_around(Fraction(1), Fraction(2))
    assert (begins, round(float(ends), 1)) == (stretch.start, round(float(stretch.end), 1))
