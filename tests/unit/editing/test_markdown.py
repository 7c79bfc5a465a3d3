from __future__ import annotations

import pytest

from dropcut.domain.script import Cue
from tests.unit.editing.scripts import read, refusal, said


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("One row\nand another.\n\nTwo.", ["One row and another.", "Two."]),
        ("Broken  \nhard\\\ntwice", ["Broken hard twice"]),
        ("- one\n- two\n  goes on\n\n  three", ["one", "two goes on", "three"]),
        ("- one\n  - inner\n- two", ["one", "inner", "two"]),
        ("1. one\n2. two", ["one", "two"]),
        ("- [ ] to do\n- [x] done", ["to do", "done"]),
        ("1986. A good year.", ["1986. A good year."]),
        ("> quoted\ngoes on\n>> deeper", ["quoted goes on", "deeper"]),
        ("One\n\n***\n\nTwo\n\n---\n\n___", ["One", "Two"]),
        ("    Indented text is said.", ["Indented text is said."]),
        ("*a* **b** ***c*** __d__ _e_ snake_case 5 * 3", ["a b c d e snake_case 5 * 3"]),
        ("Keep ~~not this~~ that", ["Keep that"]),
        ("Run `git [x](y)` now", ["Run git [x](y) now"]),
        ("See [the *site*](https://example.com 'title') now", ["See the site now"]),
        ("See [the site][1] now\n\n[1]: https://example.com", ["See the site now"]),
        ("See <https://example.com> now", ["See now"]),
        (r"\*not emphasis\* \[said\] \# \(said aloud\)", ["*not emphasis* [said] # (said aloud)"]),
        ("Fish &amp; chips &#91;said&#93;&nbsp;here &copy;", ["Fish & chips [said] here ©"]),
        ("Hello [waves] there (quietly).", ["Hello there."]),
        ("One<br>two <b>three</b> a < b", ["One two three a < b"]),
        ("<div>\n\nInside\n\n</div>\n\n<p>Also</p>", ["Inside", "Also"]),
        ("Claim[^1].\n\n[^1]: The source of it.", ["Claim."]),
        ("Setext\n======\nText", ["Text"]),
        ("ANNA: Hello\nthere.\nBEN: Hi.\n**Cleo:** Hey.", ["Hello there.", "Hi.", "Hey."]),
        ("Tab\tand\u00a0wide   spaces", ["Tab and wide spaces"]),
    ],
)
def test_what_of_markdown_is_said(written: str, lines: list[str]) -> None:
    assert said(read("script.md", written)) == lines


def test_headings_are_sections_and_not_spoken() -> None:
    script = read("script.md", "# The *first* (short)\n\nOne.\n\nTwo.\n\n## Inner\n\n# Empty\n\n# Last\n\nThree.\n")
    assert [(each.level, each.title, each.first_line, each.row) for each in script.sections] == [
        (1, "The first (short)", 1, 1),
        (2, "Inner", 3, 7),
        (1, "Empty", 3, 9),
        (1, "Last", 3, 11),
    ]
    assert [line.section for line in script.lines] == ["The first (short)", "The first (short)", "Last"]


def test_a_named_direction_in_a_heading_goes_to_the_next_line() -> None:
    script = read("script.md", "# Intro [B-ROLL: sea]\n\nHello.")
    assert script.sections[0].title == "Intro"
    assert script.lines[0].cues == (Cue(name="B-ROLL", text="sea"),)


def test_a_rule_right_under_a_sentence_does_not_make_it_a_heading() -> None:
    script = read("script.md", "That was all.\n---\nNext.\n\n[waves]\n---\nA title\n---\nMore.")
    assert said(script) == ["That was all.", "Next.", "More."]
    assert [each.title for each in script.sections] == ["A title"]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("<!-- a note -->\nSaid.", ["Said."]),
        ("<!-- a note --> Said\nand on.", ["Said and on."]),
        ("Said <!-- a\n\nlong note --> again.", ["Said", "again."]),
        ("Said<!-- one --> and <!-- two -->more.", ["Said and more."]),
        ("Write `<!-- this -->` out.", ["Write <!-- this --> out."]),
        ("```\n<!--\n```\nSaid.\n\n<!-- note -->", ["Said."]),
        ("One\n\n<!-- never closed", ["One", "<!-- never closed"]),
    ],
)
def test_comments_are_not_said(written: str, lines: list[str]) -> None:
    assert said(read("script.md", written)) == lines


def test_front_matter_is_not_said_and_rows_keep_their_numbers() -> None:
    script = read("script.md", "---\ntitle: My film\ntags:\n  - one\n- two\n# note\n\n---\nSaid.")
    assert [(line.spoken, line.row) for line in script.lines] == [("Said.", 9)]


@pytest.mark.parametrize("written", ["---\nANNA: Hello\n---\n", "---\nHello\n\n---\n", "---\n\nHello\n\n---\n"])
def test_words_between_two_rules_are_no_front_matter(written: str) -> None:
    assert said(read("script.md", written)) == ["Hello"]


def test_code_tables_and_footnotes_are_left_out_and_noted() -> None:
    script = read(
        "script.md",
        "One\n\n```py\nx\n```\n\n~~~\ny\n~~~\n\n| a | b |\n|---|---|\n| c | d |\n\n[^n]: a footnote\n",
    )
    assert said(script) == ["One"]
    assert script.notes == (
        "2 code blocks are not spoken (rows 3 and 7).",
        "1 table is not spoken (row 11).",
        "1 footnote is not spoken (row 15).",
    )


def test_many_things_left_out_are_one_short_note() -> None:
    script = read("script.md", "One\n\n" + "```\nx\n```\n\n" * 900)
    assert script.notes == ("900 code blocks are not spoken (rows 3, 7, 11, 15, 19 and others).",)


def test_a_picture_asks_to_be_shown() -> None:
    line = read("script.md", "Look ![alt text](charts/my%20chart[1].png) here.").lines[0]
    assert line.spoken == "Look here."
    assert line.cues == (Cue(name="SHOW", text="charts/my chart(1).png", at=4),)


def test_what_is_written_keeps_its_marks() -> None:
    line = read("script.md", "Hello **there**\n[waves] friend").lines[0]
    assert line.written == "Hello **there** [waves] friend"


def test_lines_know_their_rows() -> None:
    script = read("script.md", "# T\n\nOne\ntwo\n\n- three\n- four\n\n> five\n\nANNA: six\nBEN: seven\n")
    assert [line.row for line in script.lines] == [3, 6, 7, 9, 11, 12]


def test_a_script_of_nothing_but_headings_and_code_is_refused_with_the_reason() -> None:
    assert refusal("script.md", b"# Title\n\n```\ncode\n```\n") == (
        "script.md holds nothing that is to be said. "
        "Code between fences is not spoken: write what is to be said as a paragraph."
    )


def test_nesting_that_nobody_can_mean_is_refused_rather_than_cut_off() -> None:
    assert refusal("script.md", b"One\n\n" + b"> " * 100 + b"deep").startswith("script.md, row 3, is nested too deeply.")
    assert said(read("script.md", "> " * 20 + "not so deep")) == ["not so deep"]
