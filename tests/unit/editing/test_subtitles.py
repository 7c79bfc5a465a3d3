from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.editing.scripts import read, refusal, said

SRT = """\
1
00:00:01,500 --> 00:00:04,000
<i>Hello</i> {\\an8}there,
my &amp; friend.

2
01:00:00,001 --> 01:00:02,000 X1:10 X2:20
- 42

- Really?

3
01:00:03,000 --> 01:00:04,000
[music]

4
01:00:05,000 --> 01:00:06,000
ANNA: Bye.
"""

VTT = """\
WEBVTT - my film
Kind: captions

STYLE
::cue { color: red }

NOTE
A note
of two rows

intro
00:01.500 --> 00:04.000 align:start position:10%
<v.loud Anna Lee>Hello <00:02.000><c.big>there</c></v>

00:00:05.000 --> 00:00:06.000
Bye &lt;3 now.
"""


def test_a_cue_is_a_line_without_tags_and_with_exact_times() -> None:
    script = read("film.srt", SRT)
    assert said(script) == ["Hello there, my & friend.", "- 42 - Really?", "Bye."]
    assert [line.number for line in script.lines] == [1, 2, 3]
    spans = [line.span for line in script.lines]
    assert spans[0]
    assert spans[1]
    assert (spans[0].start, spans[0].end) == (Fraction(3, 2), Fraction(4))
    assert spans[1].start == 3600 + Fraction(1, 1000)


def test_a_cue_of_nothing_but_a_direction_goes_to_the_next_line() -> None:
    line = read("film.srt", SRT).lines[2]
    assert (line.speaker, [cue.text for cue in line.cues]) == ("ANNA", ["music"])


def test_webvtt_keeps_voices_and_leaves_out_notes_styles_names_and_positions() -> None:
    script = read("film.vtt", VTT)
    assert [(line.speaker, line.spoken, line.row) for line in script.lines] == [
        ("Anna Lee", "Hello there", 12),
        ("", "Bye <3 now.", 15),
    ]


def test_cues_need_neither_numbers_nor_empty_rows_between_them() -> None:
    script = read("film.srt", "00:00:01 --> 00:00:02\nOne\n2\n00:00:02.5 --> 00:00:03\nTwo\n00:00:03 --> 00:00:04\nThree")
    assert said(script) == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("1\n00:00:01,000 -> 00:00:02,000\nHi", "film.srt, row 2, does not say when its words are said."),
        ("1\n00:00:01,000 --> soon\nHi", "film.srt, row 2, does not say when its words are said."),
        ("1\n00:61:01,000 --> 00:62:02,000\nHi", "film.srt, row 2, does not say when its words are said."),
        ("1\n00:00:03,000 --> 00:00:02,000\nHi", "film.srt, row 2, ends before it starts."),
        ("Hello\nthere\n", "film.srt, row 1, has words but no times."),
    ],
)
def test_what_cannot_be_read_is_named_by_its_row(written: str, sentence: str) -> None:
    assert refusal("film.srt", written.encode()).startswith(sentence)
