from __future__ import annotations

import pytest

from dropcut.domain.errors import Permanent
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


def test_a_cue_that_is_closed_in_the_next_row_makes_one_line_of_both() -> None:
    text = "[B-ROLL: motorbike\nin the garage] In the garage [TITLE: One\nday] we go.\n[SHOW: a.png\n] And on.\nNext."
    script = read("talk.txt", text)
    assert [(line.row, line.spoken) for line in script.lines] == [(1, "In the garage we go."), (4, "And on."), (6, "Next.")]
    assert [cue.text for line in script.lines for cue in line.cues] == ["motorbike in the garage", "One day", "a.png"]
    assert script.notes == ()


def test_a_cue_that_is_never_closed_is_told_and_costs_no_other_row() -> None:
    script = read("talk.txt", "Hello [B-ROLL: sea\nNext line.\n\nLast.")
    assert said(script) == ["Hello", "Next line.", "Last."]
    assert script.notes == ("[B-ROLL: sea (row 1) is never closed, so it is neither obeyed nor spoken: write ] where it ends.",)


def test_many_cues_that_are_never_closed_are_told_in_a_few_sentences() -> None:
    notes = read("talk.txt", "Hello [SHOW\n" * 1000).notes
    assert (len(notes), notes[-1]) == (6, "995 more of the same are left out.")


def test_marks_around_a_direction_go_with_it() -> None:
    text = "**[B-ROLL: x]** Hello _[TITLE: y]_ **there**"
    assert said(read("talk.txt", text)) == ["Hello **there**"]


@pytest.mark.parametrize("name", ["talk.txt", "talk.md", "talk.fountain", "talk.srt"])
@pytest.mark.parametrize("cue", ["[TITLE: {0}] Hello.", "Hello. [B-ROLL: {0}", "Hello [a {0}]."])
def test_a_cue_that_is_far_too_long_is_left_out_and_told(name: str, cue: str) -> None:
    begins = {"talk.fountain": "ANNA\n", "talk.srt": "1\n00:00:01,000 --> 00:00:02,000\n"}
    script = read(name, begins.get(name, "") + cue.format("b c " * 5_000))
    assert said(script) == ["Hello."]
    assert script.lines[0].cues == ()
    assert len(script.notes) == 1
    assert "… (row " in script.notes[0]
    assert "is left out: a cue may have 1,000 characters in a line that is so long." in script.notes[0]
    assert len(script.notes[0]) < 250


def test_a_line_that_is_too_long_for_its_brackets_is_refused_with_advice_about_them() -> None:
    with pytest.raises(Permanent) as refused:
        read("talk.txt", "[a " * 3000)
    assert "write in its brackets what is asked for in a few words" in (refused.value.hint or "")


def test_a_cue_without_brackets_may_have_any_dash() -> None:
    for name in ("B–ROLL", "B\u2011ROLL", "B_ROLL", "B ROLL"):
        (line,) = read("talk.txt", f"{name}: the harbour\nHello.").lines
        assert [(cue.name, cue.text) for cue in line.cues] == [("B-ROLL", "the harbour")]
    assert said(read("talk.txt", "JEAN–LUC: hello")) == ["JEAN–LUC: hello"]
