from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from dropcut.domain.speech import Word
from dropcut.editing.meaning.spelling import as_written
from dropcut.editing.meaning.windows import text_of, windows_of


def spoken(text: str) -> tuple[Word, ...]:
    """A bar is a pause of half a second, two of four seconds."""
    words: list[Word] = []
    at = Fraction(0)
    for one in text.split():
        if set(one) == {"|"}:
            at += Fraction(1, 2) if len(one) == 1 else Fraction(4)
            continue
        words.append(Word(text=one, start=at, end=at + Fraction(3, 10), confidence=Fraction(1)))
        at += Fraction(3, 10)
    return tuple(words)


def texts(text: str) -> list[str]:
    words = spoken(text)
    return [text_of(words, window, "en") for window in windows_of(words, "en")]


def test_a_window_is_one_phrase_or_some_that_follow_one_another() -> None:
    assert texts("one two three | four five six | seven") == [
        "one two three",
        "one two three four five six",
        "one two three four five six seven",
        "four five six",
        "four five six seven",
    ]


def test_a_long_silence_parts_what_was_said() -> None:
    assert texts("one two three || four five six") == ["one two three", "four five six"]


def test_fillers_belong_to_no_sentence() -> None:
    assert texts("um one two um three uh") == ["one two three"]
    assert texts("um uh | um") == []


def test_numbers_are_read_in_words() -> None:
    assert texts("exactly 32 inches") == ["exactly thirty two inches"]


@given(some.lists(some.tuples(some.sampled_from(("one", "um", "two")), some.sampled_from((0, 1, 5, 50))), max_size=60))
def test_windows_are_few_lie_inside_and_begin_and_end_with_a_word(told: list[tuple[str, int]]) -> None:
    words: list[Word] = []
    at = Fraction(0)
    for text, pause in told:
        at += Fraction(pause, 10)
        words.append(Word(text=text, start=at, end=at + Fraction(2, 10), confidence=Fraction(1)))
        at += Fraction(2, 10)
    windows = windows_of(words, "en")
    assert len(windows) <= 4 * len(words)
    for window in windows:
        assert 0 <= window.first <= window.last < len(words)
        assert "um" not in {words[window.first].text, words[window.last].text}


def test_a_caption_has_the_lines_names_and_its_mark() -> None:
    line = "I met Anna in Berlin!"
    assert as_written(["in", "berlin", "i", "met", "anna", "and", "i'm", "glad"], line) == "In Berlin I met Anna and I'm glad!"
    assert as_written(["fine"], "no mark") == "Fine"
