from __future__ import annotations

import random
from fractions import Fraction
from time import process_time

import pytest

from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Engine, Found, Role, Word
from dropcut.editing.words.matching import tries_in

ENGINE = Engine(name="test", version="1")
BOARD = "Cut the board to thirty inches."
SHELF = "Place the shelf on the brackets."


def words(text: str) -> list[Word]:
    """Words of a third of a second each; a bar is a pause of a second."""
    said: list[Word] = []
    at = Fraction(0)
    for word in text.split():
        if word == "|":
            at += 1
            continue
        said.append(Word(text=word, start=at, end=at + Fraction(1, 3), confidence=Fraction(9, 10)))
        at += Fraction(1, 3)
    return said


def found(text: str, *lines: str, language: str = "en", fillers: tuple[str, ...] = ()) -> Found:
    return tries_in(words(text), lines, Lexicon(language=language, fillers=fillers), ENGINE)


def test_every_try_is_found_whole_or_in_part() -> None:
    tries = found("cut the board to | cut the board to thirty inches | place the shelf on the brackets", BOARD, SHELF).tries
    assert [(one.line, one.whole) for one in tries] == [(0, False), (0, True), (1, True)]
    assert tries[0].reason == 'stops after "to"'


def test_a_restart_inside_a_line_is_one_try_and_what_was_said_again_counts() -> None:
    (one,) = found("cut the board to the board to thirty inches", BOARD).tries
    assert (one.whole, one.restarts) == (True, 1)
    assert [said.role for said in one.said].count(Role.REPEATED) == 3


@pytest.mark.parametrize(
    ("line", "heard", "language"),
    [
        ("We sold 1,250 copies in 1999.", "we sold one thousand two hundred and fifty copies in nineteen ninety nine", "en"),
        ("We sold one thousand copies.", "we sold 1000 copies", "en"),
        ("The 2nd colour doesn't matter.", "the second color does not matter", "en"),
        ("I'm gonna organise it, OK?", "i am going to organize it okay", "en"),
        ("It costs $5 & 20%.", "it costs five dollars and twenty percent", "en"),
        ("The whiteboard is in the web site.", "the white board is in the website", "en"),
        ("Die Straße kostet 21 Euro.", "die strasse kostet einundzwanzig euro", "de"),
        ("Umstellen, um zu gewinnen!", "umstellen um zu gewinnen", "de"),
        ("C’est l’été, à 20 heures.", "c'est l'été à vingt heures", "fr"),
        ("El niño compró 3 panes.", "el niño compró tres panes", "es"),
        ("Perché no, ho 7 mele?", "perché no ho sette mele", "it"),
        ("Amanhã há 10 pães.", "amanhã há dez pães", "pt"),
        ("Vandaag zijn er 12 koeien.", "vandaag zijn er twaalf koeien", "nl"),
        ("Call Katya Petrovna tomorrow.", "call katia petrowna tomorrow", "en"),
    ],
)
def test_words_match_however_they_are_written(line: str, heard: str, language: str) -> None:
    (one,) = found(heard, line, language=language).tries
    assert one.whole, one.misses
    assert one.insertions == 0


def test_a_filler_of_one_language_is_a_word_of_another() -> None:
    (english,) = found("cut the um board to thirty inches", BOARD).tries
    assert english.fillers == 1
    (german,) = found("geh um die ecke", "Geh um die Ecke.", language="de").tries
    assert (german.whole, german.fillers) == (True, 0)


def test_a_person_can_name_fillers() -> None:
    (one,) = found("cut the basically board to thirty inches", BOARD, fillers=("basically",)).tries
    assert (one.fillers, one.insertions) == (1, 0)


def test_speech_that_is_none_of_the_lines_is_no_try() -> None:
    heard = found("is the camera even on | um uh | let me move to the left", BOARD, SHELF)
    assert heard.tries == ()
    assert [one.reason for one in heard.strays] == [
        "speech that is none of these lines",
        "only um, uh",
        "speech that is none of these lines",
    ]


def test_a_line_without_words_gives_no_try_and_empty_footage_gives_none() -> None:
    assert found("cut the board", "...").tries == ()
    assert found("", BOARD).tries == ()


def test_lines_that_say_the_same_each_have_the_tries() -> None:
    tries = found("cut the board to thirty inches", BOARD, SHELF, BOARD.upper()).tries
    assert [one.line for one in tries] == [0, 2]


def test_thousands_of_lines_in_hours_of_speech_take_seconds() -> None:
    draw = random.Random(1)
    vocabulary = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(2, 8))) for _ in range(4000)]
    common = ["the", "a", "to", "and", "of", "it", "is", "you"]
    lines = [
        " ".join(draw.choice(common) if draw.random() < 0.4 else draw.choice(vocabulary) for _ in range(8)) for _ in range(5000)
    ]
    heard = words(" | ".join(draw.sample(lines, 2300)))
    start = process_time()
    tries = tries_in(heard, lines, Lexicon(language="en"), ENGINE).tries
    assert process_time() - start < 20
    assert sum(one.whole for one in tries) >= 2290
