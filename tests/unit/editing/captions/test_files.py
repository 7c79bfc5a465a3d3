"""Caption files are read by public parsers as they were meant, whatever a script says."""

from __future__ import annotations

import pysubs2
import pytest

from dropcut.editing.captions.breaking import Caption
from dropcut.editing.captions.captions import captioned
from dropcut.editing.captions.files import srt, vtt
from tests.unit.editing.captions.cuts import cut, line

HOSTILE = (
    "<b>bold</b> & <script>alert(1)</script>",
    "{\\an8}top {\\p1}m 0 0{\\p0}",
    "an arrow --> points",
    "00:00:01,000 --> then",
    "&lt; is &amp;lt; here",
    "\\N \\n \\h",
    "12",
    "NOTE STYLE WEBVTT",
)


def seen(text: str) -> str:
    return text.replace("\u2060", "").replace("\u202b", "").replace("\u202c", "")


def as_html(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize("text", HOSTILE)
def test_subrip_says_what_the_script_says(text: str) -> None:
    said = captioned(cut([line(text, pace="1"), line("The end.", quiet="2")])).captions
    read = pysubs2.SSAFile.from_string(srt(said).decode(), format_="srt")
    assert [seen(event.text.replace("\\N", " ")).split() for event in read] == [
        " ".join(caption.rows).split() for caption in said
    ]
    assert [(event.start, event.end) for event in read] == [(caption.start, caption.end) for caption in said]
    assert "<b>" not in srt(said).decode()
    assert "{\\" not in srt(said).decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_webvtt_says_what_the_script_says(text: str) -> None:
    said = captioned(cut([line(text, pace="1"), line("The end.", quiet="2")])).captions
    cues = vtt(said).decode().split("\n\n")
    assert cues[0] == "WEBVTT"
    for cue, caption in zip(cues[1:], said, strict=True):
        span, *rows = cue.strip("\n").split("\n")
        assert span.count("-->") == 1
        assert not any("<" in row or "-->" in row for row in rows)
        assert [as_html(row) for row in rows] == list(caption.rows)


def test_nothing_turns_the_direction_of_what_follows() -> None:
    (caption,) = captioned(cut([line("evil \u202egnitirw\u2066 ends", pace="1")])).captions
    assert caption.rows == ("evil gnitirw ends",)


def test_rows_of_a_right_to_left_script_say_so() -> None:
    text = srt([Caption(start=0, end=1000, rows=("שלום, עולם!",))]).decode()
    assert "\u202bשלום, עולם!\u202c" in text


def test_a_row_that_begins_with_a_foreign_word_keeps_the_direction_of_its_caption() -> None:
    text = vtt([Caption(start=0, end=1000, rows=("שלום,", "Anna!"))]).decode()
    assert "\u202bשלום,\u202c\n\u202bAnna!\u202c\n" in text


def test_plain_text_is_written_as_it_is() -> None:
    plain = ("Tom & Jerry, AT&T: 3 < 5 > 2", "C:\\ 50% {3} <3")
    assert srt([Caption(start=0, end=1000, rows=plain)]).decode().split("\n")[2:4] == list(plain)


def test_times_are_written_as_players_read_them() -> None:
    late = [Caption(start=3_723_004, end=3_724_050, rows=("Late.",))]
    assert srt(late) == b"1\n01:02:03,004 --> 01:02:04,050\nLate.\n\n"
    assert vtt(late) == b"WEBVTT\n\n01:02:03.004 --> 01:02:04.050\nLate.\n"
