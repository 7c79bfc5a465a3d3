"""What is known of a clip: what its name says without what cameras and folders write, what lies beside it, what is said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.speech import Word
from dropcut.editing.pictures.names import words_of_name
from dropcut.editing.pictures.texts import told_by_name, told_by_note, told_by_speech


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("b-roll/harbour_at_night_02.mp4", "harbour at night"),
        ("B-Roll/HarbourAtNight.MOV", "harbour at night"),
        ("IMG_2001.MOV", ""),
        ("day 2/DJI_0031.mp4", "day"),
        ("kitchen/pexels-video-4k-1080p-cutting onions.mp4", "kitchen, cutting onions"),
        ("夜の港.mp4", "夜の港"),
        ("ночь_в_порту.mp4", "ночь в порту"),
    ],
)
def test_a_name_says_what_is_seen(path: str, words: str) -> None:
    assert words_of_name(path) == words


def test_the_file_alone_tells_beside_its_folders() -> None:
    assert [told.text for told in told_by_name("oven/loaves.mp4")] == ["oven, loaves", "loaves"]
    assert told_by_name("IMG_1.mp4") == ()


def test_a_note_is_taken_sentence_by_sentence_without_its_marks() -> None:
    told = [one.text for one in told_by_note("# Quay\n\nDescription: An old man **mends** a net. Close.\n- gulls\n")]
    assert told == ["Quay An old man mends a net. Close. gulls", "Quay", "An old man mends a net.", "Close.", "gulls"]


def test_however_much_is_known_little_is_compared() -> None:
    assert len(told_by_note("word. " * 10_000)) <= 13
    words = [Word(start=Fraction(at), end=Fraction(at + 1), text=f"w{at}", confidence=Fraction(1)) for at in range(9_000)]
    assert 6 <= len(told_by_speech(words)) <= 12
    assert told_by_note("") == told_by_speech(()) == ()
