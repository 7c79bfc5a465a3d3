from __future__ import annotations

from fractions import Fraction

from dropcut.domain.speech import Role, Try
from dropcut.editing.words.chains import Hearing, Weights
from dropcut.editing.words.tokens import HeardToken
from dropcut.speech.spoken_words import spoken_words
from dropcut.speech.tries import tries_at

WEIGHTS = Weights(common=("the", "and", "to", "you", "it", "is"), fillers=("um", "uh"))


def heard(text: str, confidence: Fraction = Fraction(1)) -> list[HeardToken]:
    """Words of a third of a second each; a bar is a pause of a second."""
    words: list[HeardToken] = []
    at = Fraction(0)
    for word in text.split():
        if word == "|":
            at += 1
            continue
        words.append(HeardToken(word, at, at + Fraction(1, 3), confidence))
        at += Fraction(1, 3)
    return words


def tries(said: str, *lines: str, confidence: Fraction = Fraction(1)) -> list[Try]:
    words, spoken = heard(said, confidence), [spoken_words(line) for line in lines]
    return list(tries_at(Hearing(words, [tuple(word.text for word in line) for line in spoken], WEIGHTS), spoken))


BOARD = "Cut the board to thirty inches."
SHELF = "Place the shelf on the brackets."


def test_every_try_at_a_line_is_found() -> None:
    found = tries("cut the board to thirty inches | cut the board to thirty inches", BOARD, SHELF)
    assert [(one.line, one.whole) for one in found] == [(0, True), (0, True)]


def test_a_false_start_is_a_try_of_its_own_and_the_next_one_is_clean() -> None:
    start, whole = tries("cut the board to cut the board to thirty inches", BOARD)
    assert not start.whole
    assert start.reason == 'stops after "to"'
    assert whole.reason == "the whole line"
    assert whole.restarts == 0


def test_a_false_start_of_a_line_that_repeats_its_first_word_is_still_a_try_of_its_own() -> None:
    start, whole = tries("come by on saturday but | come by on saturday but come early", "Come by on Saturday, but come early.")
    assert (start.whole, whole.whole, whole.restarts) == (False, True, 0)


def test_going_back_inside_a_line_is_a_restart_and_what_was_said_again_counts() -> None:
    (found,) = tries("cut the board to the board to thirty inches", BOARD)
    assert (found.whole, found.restarts) == (True, 1)
    assert [one.role for one in found.said].count(Role.REPEATED) == 3


def test_fillers_and_other_words_inside_a_try_are_counted_apart() -> None:
    (found,) = tries("cut the um board to you thirty inches", BOARD)
    assert (found.fillers, found.insertions, found.coverage) == (1, 1, Fraction(1))


def test_a_skipped_word_is_named() -> None:
    (found,) = tries("place the shelf on brackets", SHELF)
    assert found.misses == (4,)
    assert found.reason == 'without "the"'


def test_lines_in_any_order_are_found_where_they_were_said() -> None:
    assert [one.line for one in tries("place the shelf on the brackets | cut the board to thirty inches", BOARD, SHELF)] == [
        1,
        0,
    ]


def test_words_that_happen_to_stand_in_order_are_no_try() -> None:
    assert tries("you is the to it and the to the shelf you and it the", BOARD, SHELF) == []


def test_words_that_the_recogniser_doubts_are_no_try() -> None:
    assert tries("cut the board to thirty inches", BOARD, confidence=Fraction(1, 5)) == []


def test_a_line_of_one_word_counts_only_between_pauses() -> None:
    assert len(tries("you and it | action | is it", "Action!")) == 1
    assert tries("you and it action is it", "Action!") == []


def test_two_tries_share_no_word() -> None:
    found = tries("cut the board to thirty inches place the shelf on the brackets", BOARD, SHELF, "Thirty inches.")
    starts = [one.word.start for each in found for one in each.said]
    assert len(starts) == len(set(starts))
