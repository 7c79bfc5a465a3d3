from __future__ import annotations

import pytest

from dropcut.editing.script.parse import parse
from tests.unit.editing.scripts import refusal, said

TEXT = "“Grüße”, she said.\n\nSecond line.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_with_and_without_its_mark_and_utf_16_with_it_are_read(encoding: str) -> None:
    assert said(parse("talk.txt", TEXT.encode(encoding))) == ["“Grüße”, she said.", "Second line."]


def test_utf_16_may_have_either_byte_first() -> None:
    assert said(parse("talk.txt", b"\xfe\xff" + "Hello".encode("utf-16-be"))) == ["Hello"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["talk.txt", "talk.md"])
def test_every_way_to_end_a_row_is_the_same(ends: str, name: str) -> None:
    script = parse(name, TEXT.replace("\n", ends).encode())
    assert [(line.spoken, line.row) for line in script.lines] == [("“Grüße”, she said.", 1), ("Second line.", 3)]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "a.txt is empty."),
        ("a.txt", b"\xef\xbb\xbf", "a.txt holds nothing that is to be said."),
        ("a.txt", b" \n\r\n\t\n", "a.txt holds nothing that is to be said."),
        ("a.txt", b"one\r\ntwo\r\nit\x92s\r\n", "a.txt, row 3, holds bytes that are not UTF-8 text."),
        ("a.txt", "lone \ud800".encode("utf-8", "surrogatepass"), "a.txt, row 1, holds bytes that are not UTF-8 text."),
        ("a.txt", b"\xff\xfeo\x00\n\x00\x00\xd8", "a.txt, row 2, holds bytes that are not UTF-16 text."),
        ("a.txt", b"one\n\x00two", "a.txt, row 2, holds the control character 0, so it is not text."),
        ("a.txt", "Hello".encode("utf-16-le"), "a.txt, row 1, holds the control character 0, so it is not text."),
        ("a.md", b"\x1b[31mred", "a.md, row 1, holds the control character 27, so it is not text."),
        ("a.txt", b"%PDF-1.7", "a.txt is a PDF, whatever its name says."),
        ("a.docx", b"{\\rtf1 hello}", "a.docx is rich text (RTF), whatever its name says."),
        ("a.exe", b"hello", "a.exe is in no format that a script is read from."),
        ("a\nb.txt", b"", '"a\\nb.txt" is empty.'),
        ("\u202eb.txt", b"", '"\\u202eb.txt" is empty.'),
        ("a.txt", b"x" * 5_001, "a.txt, row 1, has 5,001 characters in one line; 5,000 is the most."),
        ("a.md", b"one\n\n" + b"x\n" * 2_501, "a.md, row 3, has 5,001 characters in one line; 5,000 is the most."),
        ("a.txt", b"x" * 4_000_001, "a.txt has 4.0 MB; a script of text may have 4.0 MB."),
        ("a.txt", b"x\n" * 20_001, "a.txt, row 20001, is past the 20,000 lines that a script may have."),
        ("a.md", b"# x\n" * 20_001, "a.md, row 20001, is past the 20,000 headings that a script may have."),
        ("a.txt", b"[a]\n" * 20_001, "a.txt, row 20001, is past the 20,000 directions that a script may have."),
        ("a.txt", b"\n" * 200_001, "a.txt has 200,002 rows; 200,000 is the most."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence_that_says_where(name: str, data: bytes, sentence: str) -> None:
    assert refusal(name, data).startswith(sentence)
    assert "\n" not in refusal(name, data)


def test_as_many_lines_and_characters_as_are_allowed_are_read() -> None:
    assert len(parse("a.txt", b"x\n" * 20_000).lines) == 20_000
    assert len(parse("a.txt", b"x" * 5_000).lines[0].spoken) == 5_000
