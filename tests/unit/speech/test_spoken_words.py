from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.speech.spoken_words import spoken_words


def said(line: str) -> str:
    return " ".join(word.text for word in spoken_words(line))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Hello, World!", "hello world"),
        ("Don\u2019t stop \u2013 \u201cnow\u201d.", "don't stop now"),
        ("Cut it to 32 inches.", "cut it to thirty two inches"),
        ("It cost $1,250 or 3.5%.", "it cost one thousand two hundred and fifty dollars or three point five percent"),
        ("The 21st of May 1985", "the twenty first of may nineteen eighty five"),
        ("in 2007", "in two thousand and seven"),
        ("cold-hearted R&D", "cold hearted r and d"),
        ("the dogs' bowl", "the dogs bowl"),
        ("\u2014 \u2026 !", ""),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_a_line_is_said_in_lower_case_without_marks_and_with_numbers_in_words(line: str, words: str) -> None:
    assert said(line) == words


def test_every_spoken_word_knows_the_written_word_that_it_belongs_to() -> None:
    assert [(word.text, word.place) for word in spoken_words("Only 32 \u2013 left.")] == [
        ("only", 0),
        ("thirty", 1),
        ("two", 1),
        ("left", 3),
    ]


@given(st.text(max_size=60))
def test_any_text_at_all_gives_plain_words_or_none(line: str) -> None:
    for word in spoken_words(line):
        assert word.text
        assert not any(letter.isspace() or letter in "<>[]()+\\" for letter in word.text)
        assert 0 <= word.place < len(line.split())


def test_a_very_long_number_is_read_digit_by_digit() -> None:
    assert said("12" * 3000).split()[:3] == ["one", "two", "one"]
