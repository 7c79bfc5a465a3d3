from __future__ import annotations

from tests.unit.editing.scripts import read, said


def test_a_non_empty_row_is_a_line_numbered_from_one() -> None:
    script = read("talk.txt", "Hello there.\n\n\nThis is the second line.\n  And a third.  \n")
    assert [(line.number, line.row, line.spoken) for line in script.lines] == [
        (1, 1, "Hello there."),
        (2, 4, "This is the second line."),
        (3, 5, "And a third."),
    ]


def test_quotes_dashes_and_accents_stay_as_they_are_written() -> None:
    assert said(read("talk.txt", "“It’s — naïve…” she said.")) == ["“It’s — naïve…” she said."]


def test_a_row_without_letter_or_digit_is_no_line() -> None:
    assert said(read("talk.txt", "One\n-----\n* * *\n…\n2\n")) == ["One", "2"]


def test_directions_are_not_spoken_but_kept_where_they_stood() -> None:
    line = read("talk.txt", "Look at this [SHOW: chart.png] and (smiling) wait.").lines[0]
    assert line.spoken == "Look at this and wait."
    assert line.written == "Look at this [SHOW: chart.png] and (smiling) wait."
    assert [(cue.name, cue.text, line.spoken[: cue.at]) for cue in line.cues] == [
        ("SHOW", "chart.png", "Look at this"),
        ("", "smiling", "Look at this and"),
    ]


def test_a_direction_on_its_own_belongs_to_the_next_line_and_a_last_one_to_the_last() -> None:
    first, last = read("talk.txt", "[B-ROLL: the harbour]\nWe sail.\nWe land.\n[TITLE: The end]\n").lines
    assert [(cue.name, cue.text, cue.at) for cue in first.cues] == [("B-ROLL", "the harbour", 0)]
    assert [(cue.name, cue.text, cue.at) for cue in last.cues] == [("TITLE", "The end", len("We land."))]


def test_a_name_on_its_own_names_the_speaker_of_the_next_line_alone() -> None:
    script = read("talk.txt", "ANNA:\nHello.\nGoodbye.\n")
    assert [(line.speaker, line.spoken) for line in script.lines] == [("ANNA", "Hello."), ("", "Goodbye.")]


def test_marks_of_markdown_mean_nothing_in_plain_text() -> None:
    assert said(read("talk.txt", "# One\n\n**two** `three`")) == ["# One", "**two** `three`"]


def test_subtitles_are_known_even_when_they_are_named_txt() -> None:
    assert said(read("talk.txt", "1\n00:00:01,000 --> 00:00:02,000\nHello.\n")) == ["Hello."]
    assert said(read("talk.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n")) == ["Hello."]


def test_marks_of_writing_direction_do_not_reach_what_is_spoken() -> None:
    line = read("talk.txt", "\u202eHello\u202c \u200fworld\u00ad wide\ufeff").lines[0]
    assert line.spoken == "Hello world wide"


def test_the_joiners_of_persian_and_emoji_stay() -> None:
    assert said(read("talk.txt", "می\u200cخواهم 👩\u200d🚀 2")) == ["می\u200cخواهم 👩\u200d🚀 2"]
