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


@pytest.mark.parametrize(
    "path",
    [
        "C0007.MP4",
        "PXL_20240101_123456789.mp4",
        "VID-20240101-WA0003.mp4",
        "A001_C003_0412XY.mov",
        "B002C001_240101_R2AB.mov",
        "MAH01234.MP4",
        "DCIM/100MEDIA/DJI_0031.MP4",
        "PRIVATE/M4ROOT/CLIP/C0001.MP4",
        "WhatsApp Video 2024-01-31 at 12.30.45.mp4",
        "RPReplay_Final1706700000.mp4",
        "IMG_E1234.MOV",
        "Card A/100CANON/MVI_0001.MP4",
        "A-Cam/SD Card 2/P1000123.MP4",
        "DJI_20240101120000_0001_D.MP4",
        "a.mp4",
    ],
)
def test_what_cameras_cards_and_programs_write_tells_nothing(path: str) -> None:
    assert words_of_name(path) == ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("grass closeup 2.mp4", "grass closeup"),
        ("Café.mp4", "café"),
        ("B-roll beach 4K.mp4", "beach"),
        ("A day at the beach.mp4", "a day at the beach"),
        ("BEACH01.MOV", "beach"),
        ("SEA2.MOV", "sea"),
        ("海.mp4", "海"),
        ("private beach/greeting card.mp4", "private beach, greeting card"),
        ("Card A/IMG_0001 harbour.mp4", "harbour"),
        ("100 stream/NYC2024.mp4", "stream, nyc"),
        ("Gruß aus Köln2.mp4", "gruss aus köln"),
    ],
)
def test_real_words_stay_as_they_are_told(path: str, words: str) -> None:
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
