from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.errors import Permanent
from dropcut.domain.script import Script
from dropcut.editing.script.parse import parse
from dropcut.editing.script.tidy import can_be_said, tidy
from tests.unit.editing.word_files import package, paragraph, run, word, xml_of

NAMES = ("script.txt", "script.md", "script.fountain", "script.srt", "script.vtt")
MARKS = [
    "\n", "\r\n", "\r", " ", "  ", "\t", "[", "]", "(", ")", "（", "）", ":", "：", "*", "**", "_",
    "`", "```", "~", "~~", "#", "# ",
    "> ", "- ", "1. ", "---", "===", "|", "|-|", "<!--", "-->", "<b>", "</b>", "<", ">", "!",
    "![", "](", "[^1]:", "\\", "&amp;",
    "&#91;", "/*", "*/", "[[", "]]", "@", "^", "INT. ", "CUT TO:", "ANNA", "ANNA:", "B-ROLL:", "[B-ROLL: ", "[TITLE – ",
    "00:00:01,000 --> 00:00:02,000",
    "WEBVTT\n\n", "NOTE", "{\\an8}", "<v Anna>", "word", "7", "é", "漢", "\u202e", "\u200f",
    "\ufeff", "\u2028", "\x0b", "\x85", "🙂",
]  # fmt: skip

texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=60).map("".join)
names = st.sampled_from(NAMES)


def attempt(name: str, data: bytes) -> Script | None:
    """The script, or None when it was refused as it should be: with anything but Permanent the test fails."""
    with suppress(Permanent):
        return parse(name, data)
    return None


def as_one_string(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@given(names, texts)
def test_any_text_is_a_script_with_numbered_lines_or_is_refused(name: str, text: str) -> None:
    script = attempt(name, as_one_string(text))
    if script:
        assert [line.number for line in script.lines] == list(range(1, len(script.lines) + 1))
        assert [line.row for line in script.lines] == sorted(line.row for line in script.lines)
        assert all(line.spoken == tidy(line.spoken) and can_be_said(line.spoken) for line in script.lines)
        assert all(cue.at <= len(line.spoken) for line in script.lines for cue in line.cues)
        assert all(1 <= section.first_line <= len(script.lines) + 1 for section in script.sections)


@given(names | st.just("script.docx"), st.binary(max_size=300))
def test_any_bytes_are_a_script_or_are_refused(name: str, data: bytes) -> None:
    attempt(name, data)


@given(names, texts)
def test_a_script_is_stored_and_read_again_unchanged(name: str, text: str) -> None:
    script = attempt(name, as_one_string(text))
    if script:
        assert Script.load(script.dumped()) == script


@given(names, texts)
def test_rows_may_end_in_either_way(name: str, text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert attempt(name, as_one_string(plain)) == attempt(name, as_one_string(plain.replace("\n", "\r\n")))


@given(texts)
def test_the_lines_of_a_text_written_out_again_are_the_same_lines(text: str) -> None:
    script = attempt("script.txt", as_one_string(text))
    if script and not any(line.span for line in script.lines) and not script.notes:
        written = [line.written for line in script.lines]
        again = attempt("script.txt", as_one_string("\n".join(["(again)", *written])))
        assert again
        assert [(line.written, line.spoken) for line in again.lines] == [(line.written, line.spoken) for line in script.lines]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60))
def test_words_without_marks_are_spoken_as_written_in_every_format_of_text(text: str) -> None:
    words = tidy("".join(character for character in text if character.isalnum() or character == " "))
    for name in ("script.txt", "script.md"):
        script = attempt(name, f"Say {words}".encode())
        assert script
        assert script.lines[0].spoken == tidy(f"Say {words}")


@given(st.data())
def test_a_damaged_word_document_is_read_or_refused(data: st.DataObject) -> None:
    whole = word(paragraph(run("Hello there."), style="Heading1"), paragraph(run("Said."), run("[x]", "<w:b/>")))
    place = data.draw(st.integers(0, len(whole) - 1))
    attempt("script.docx", whole[:place] + data.draw(st.binary(max_size=4)) + whole[place + data.draw(st.integers(0, 4)) :])


@given(st.data())
def test_a_word_document_with_damaged_text_is_read_or_refused(data: st.DataObject) -> None:
    whole = xml_of(paragraph(run("Hello there."), properties="<w:rPr><w:del/></w:rPr>"), paragraph(run("Said.", "<w:b/>")))
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + data.draw(st.binary(max_size=4)) + whole[place + data.draw(st.integers(0, 4)) :]
    attempt("script.docx", package({"word/document.xml": damaged}))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_give_the_same_script(name: str) -> None:
    data = b"ANNA:\n00:00:01,000 --> 00:00:02,000\nHello [waves] there.\n"
    assert attempt(name, data) == attempt(name, data)
