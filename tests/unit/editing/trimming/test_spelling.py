from __future__ import annotations

from fractions import Fraction

from dropcut.editing.trimming.spelling import Heard, spelled

SECOND = Fraction(1)


def heard(place: int, start: int, piece: int = 0) -> Heard:
    return Heard(place, piece, Fraction(start), Fraction(start) + SECOND)


def test_words_are_spelled_as_the_script_spells_them() -> None:
    words = spelled("Hello, World!", [heard(0, 0), heard(1, 1)], [Fraction(2)])
    assert [(word.text, int(word.start), int(word.end)) for word in words] == [("Hello,", 0, 1), ("World!", 1, 2)]


def test_words_that_were_not_heard_share_the_time_between_their_neighbours() -> None:
    words = spelled("one two three four", [heard(0, 0), heard(3, 3)], [Fraction(4)])
    assert [(int(word.start), int(word.end)) for word in words] == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_a_number_of_several_words_is_one_written_word() -> None:
    words = spelled("at 12:30 sharp", [heard(0, 0), heard(1, 1), heard(1, 2), heard(2, 3)], [Fraction(4)])
    assert (words[1].text, int(words[1].start), int(words[1].end)) == ("12:30", 1, 3)


def test_a_dash_alone_goes_with_the_word_before_it() -> None:
    words = spelled("- wait – stop", [heard(1, 0), heard(3, 1)], [Fraction(2)])
    assert [word.text for word in words] == ["- wait –", "stop"]


def test_words_know_their_piece() -> None:
    words = spelled("one two three", [heard(0, 0), heard(2, 0, piece=1)], [Fraction(2), Fraction(1)])
    assert [(word.piece, int(word.start), int(word.end)) for word in words] == [(0, 0, 1), (0, 1, 2), (1, 0, 1)]
