"""Nobody's script takes a machine down: time grows with the file, not with what is nested in it."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from dropcut.domain.errors import Permanent
from dropcut.editing.script.parse import parse
from tests.unit.editing.word_files import package, paragraph, run, word, xml_of

NAMES = ("script.txt", "script.md", "script.fountain", "script.srt", "script.vtt")
BEGINS = {
    "script.srt": "00:00:01,000 --> 00:00:02,000\n",
    "script.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "script.fountain": "ANNA\n",
}
PATTERNS = [
    "[", "(", "（", "[(", "[a]", "(ab)", "![", "[![", "[a](", "[a][", "[^", "*", "**a", "*a_", "_",
    "`", "`a``", "~", "~~a", "<", "<a ",
    "<v ", "</", "<!--", "<!---->", "`<!--", "-->", "/*", "/**/", "[[", "[[\n", "]]", "&", "&#",
    "\\", " ", "\t", "  \n", "\u200b", "> ", ">",
    "- ", "-\n", "* \n", "1. ", "1.\n", "#", "# \n", "---\n", "|", "|a|\n|-|\n", "```\n",
    "[a]: b\n", "[a]: b 'c\n", "A:", "A B:", "ANNA:\n",
    "ANNA: a\n", "ANNA\n", "ANNA\na\n  \n", "a\n  \n", "TO:", "INT. \n", "@", "~\n", "=\n", "1\n",
    "{\\", "00:00:01,000 --> 00:00:02,000\n",
    "[B-ROLL: ", "[SHOW\n", "[TITLE a\nb] ", "[B-ROLL – ", "**[a]**", "B–ROLL: a\n", "[SHOW . a",
    "0:", "a\n\n", "a ", "漢", "\u202e", "[a] b\n", "   - a\n", "&amp;", "'", '"',
]  # fmt: skip
SIZE = 30_000
SECONDS = 4
"""Some 160 times what an ordinary script of that size takes where nothing else runs, and a tenth of quadratic time."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("repeated", PATTERNS)
@pytest.mark.parametrize("rows", ["in one row", "in many rows"])
def test_time_grows_with_the_file_alone(name: str, repeated: str, rows: str) -> None:
    row = (repeated * SIZE)[:SIZE] if rows == "in one row" else ((repeated * 4_900)[:4_900] + "\n\n") * (SIZE // 4_900)
    begun = process_time()
    with suppress(Permanent):
        parse(name, f"{BEGINS.get(name, '')}{row}".encode())
    assert process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 20_000,
        paragraph(run("a"), properties="<w:rPr><w:del/></w:rPr>") * 4_000,
        paragraph(run("a") * 4_000),
        paragraph("<w:r><w:tab/></w:r>" * 20_000),
        "<!-- -->" * 20_000,
        paragraph(run("[" * 5_000)) * 20,
        paragraph(run("&#x202e;" * 20_000)),
    ],
)
def test_a_word_document_takes_no_longer(body: str) -> None:
    begun = process_time()
    with suppress(Permanent):
        parse("script.docx", package({"word/document.xml": xml_of(body)}))
    assert process_time() - begun < SECONDS


def test_five_thousand_lines_are_read_in_a_moment() -> None:
    lines = [f"This is line {number} of a **long** script [pause] with (quiet) marks." for number in range(5_000)]
    begun = process_time()
    assert len(parse("script.md", "\n\n".join(lines).encode()).lines) == 5_000
    assert len(parse("script.docx", word(*(paragraph(run(line)) for line in lines))).lines) == 5_000
    assert process_time() - begun < 2 * SECONDS
