"""Whatever a file is called, its name is said on one line, in its order, with nothing hidden in it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.wording import count_of, printable, seconds, size, spoken, told_of

names = st.text(st.characters(), min_size=1, max_size=60)


@pytest.mark.parametrize("name", ["take3.mp4", "Überschrift.mov", "日本.mkv", "🎬.mp4", "שלום.mp4", "-i.mp4", "a_b-c.d"])
def test_a_plain_name_is_said_as_it_is(name: str) -> None:
    assert spoken(name) == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("my take 3.mp4", '"my take 3.mp4"'),
        ("two\nlines.mp4", '"two\\nlines.mp4"'),
        ("tab\t.mp4", '"tab\\t.mp4"'),
        ("gpj.\u202e4pm.mp4", '"gpj.\\u202e4pm.mp4"'),
        ("zero\u200bwidth", '"zero\\u200bwidth"'),
        ("\x1b[31mred", '"\\u001b[31mred"'),
        ("latin-\udce9.mp4", '"latin-\\xe9.mp4"'),
        ('say "hi".mp4', '"say \\"hi\\".mp4"'),
        ("it's.mp4", '"it\'s.mp4"'),
        ("back\\slash.mp4", '"back\\\\slash.mp4"'),
        ("", '""'),
    ],
)
def test_any_other_name_stands_in_quotes_with_what_is_hidden_shown(name: str, said: str) -> None:
    assert spoken(name) == said


@given(names)
def test_every_name_can_be_printed_and_encoded(name: str) -> None:
    assert "\n" not in spoken(name)
    assert all(character.isprintable() or character.isspace() for character in spoken(name))
    spoken(name).encode()


@given(names, names)
def test_two_names_are_never_said_alike(one: str, other: str) -> None:
    assert (spoken(one) == spoken(other)) == (one == other)


def test_a_very_long_name_loses_its_middle() -> None:
    assert len(spoken("a" * 5000 + ".mp4")) < 130
    assert spoken("a" * 5000 + ".mp4").endswith(".mp4")


@given(st.text())
def test_words_of_a_stranger_stay_on_one_line(text: str) -> None:
    assert "\n" not in printable(text)
    printable(text).encode()


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (1_234_567, "1.2 MB"),
        (999_999, "999.9 kB"),
        (52 * 10**9, "52.0 GB"),
    ],
)
def test_sizes(count: int, said: str) -> None:
    assert size(count) == said


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (Fraction(1, 25), "40 ms"),
        (Fraction(1001, 30000), "33.4 ms"),
        (Fraction(25, 2), "12.5 s"),
        (Fraction(9999, 10000), "999.9 ms"),
        (Fraction(1), "1 s"),
        (Fraction(5999, 100), "1 min 00 s"),
        (Fraction(61), "1 min 01 s"),
        (Fraction(3599), "59 min 59 s"),
        (Fraction(3780), "1 h 03 min"),
    ],
)
def test_lengths(time: Fraction, said: str) -> None:
    assert seconds(time) == said


def test_counts() -> None:
    assert [count_of(number, "frame") for number in (0, 1, 2)] == ["0 frames", "1 frame", "2 frames"]


@pytest.mark.parametrize(
    ("name", "sentence", "said"),
    [
        ("take1.mp4", "The disk is full.", "take1.mp4: The disk is full."),
        ("take1.mp4", "take1.mp4 is cut short.", "take1.mp4 is cut short."),
        ("my take.mp4", '"my take.mp4" is cut short.', '"my take.mp4" is cut short.'),
        ("dropcut.yaml", "dropcut.yaml, row 2: it cannot be.", "dropcut.yaml, row 2: it cannot be."),
        ("take1", "take1.mp4 is cut short.", "take1: take1.mp4 is cut short."),
        ("", "The recipe stopped.", "The recipe stopped."),
    ],
)
def test_what_a_sentence_is_about_is_said_once(name: str, sentence: str, said: str) -> None:
    assert told_of(name, sentence) == said
