from __future__ import annotations

import pytest

from dropcut.domain.script import Script
from dropcut.editing.script.parse import parse
from tests.unit.editing.scripts import refusal, said
from tests.unit.editing.word_files import package, paragraph, run, word, xml_of


def read(*body: str) -> Script:
    return parse("script.docx", word(*body))


def test_a_paragraph_is_a_line_and_rows_count_paragraphs() -> None:
    script = read(paragraph(run("Hel"), run("lo.")), paragraph(), paragraph(run("It’s me.")))
    assert [(line.number, line.spoken, line.row) for line in script.lines] == [(1, "Hello.", 1), (2, "It’s me.", 3)]


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ("Heading1", 1),
        ("Heading 2", 2),
        ("berschrift3", 3),
        ("Titre1", 1),
        ("Ttulo2", 2),
        ("Kop1", 1),
        ("Title", 1),
        ("Subtitle", 2),
    ],
)
def test_headings_by_their_style_are_sections_in_any_language(style: str, level: int) -> None:
    script = read(paragraph(run("Part"), style=style), paragraph(run("Said.")))
    assert [(each.title, each.level) for each in script.sections] == [("Part", level)]
    assert said(script) == ["Said."]


def test_an_outline_level_makes_a_heading_too() -> None:
    script = read(paragraph(run("Part"), properties='<w:outlineLvl w:val="1"/>'), paragraph(run("Said.")))
    assert [each.level for each in script.sections] == [2]


@pytest.mark.parametrize(
    ("inside", "spoken"),
    [
        (f"<w:ins>{run('new ')}</w:ins>{run('text')}", "new text"),
        (f"<w:del><w:r><w:delText>old </w:delText></w:r>{run('old ')}</w:del>{run('text')}", "text"),
        (f"<w:moveFrom>{run('old ')}</w:moveFrom><w:moveTo>{run('new ')}</w:moveTo>{run('text')}", "new text"),
        (run("struck ", "<w:strike/>") + run("text"), "text"),
        (run("not struck ", '<w:strike w:val="0"/>') + run("text"), "not struck text"),
        (run("hidden ", "<w:vanish/>") + run("text"), "text"),
        (f"{run('one')}<w:r><w:br/></w:r>{run('two')}<w:r><w:tab/></w:r>{run('three')}", "one two three"),
        (f"{run('non')}<w:r><w:noBreakHyphen/></w:r>{run('stop')}<w:r><w:softHyphen/></w:r>", "non-stop"),
        (f"{run('see ')}<w:hyperlink>{run('the site')}</w:hyperlink>", "see the site"),
        (f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('text')}<w:r><w:footnoteReference/></w:r>", "text"),
        (f"<w:ruby><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby>", "漢字"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('A1')}</mc:Choice><mc:Fallback>{run('B2')}</mc:Fallback></mc:AlternateContent>",
            "A1",
        ),
        (run("Hi &amp; bye [waves] there"), "Hi & bye there"),
    ],
)
def test_what_of_a_paragraph_is_said(inside: str, spoken: str) -> None:
    assert said(read(paragraph(inside))) == [spoken]


def test_tables_are_read_in_order() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("one", "two"))
    assert said(read(paragraph(run("before")), f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", paragraph(run("after")))) == [
        "before",
        "one",
        "two",
        "after",
    ]


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert said(read(paragraph(run("one "), properties=deleted), paragraph(run("two")))) == ["one two"]
    assert said(read(paragraph(run("last"), properties=deleted))) == ["last"]


def test_a_style_from_before_a_change_does_not_count() -> None:
    changed = '<w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    assert said(read(paragraph(run("Said."), properties=changed))) == ["Said."]


def test_a_table_of_contents_is_not_said() -> None:
    assert said(read(paragraph(run("Part one 3"), style="TOC1"), paragraph(run("Said.")))) == ["Said."]


def test_a_bold_name_is_the_speaker() -> None:
    line = read(paragraph(run("Anna:", "<w:b/>"), run(" Hello."))).lines[0]
    assert (line.speaker, line.spoken) == ("Anna", "Hello.")


def test_a_word_document_is_known_by_its_bytes() -> None:
    assert said(parse("script.txt", word(paragraph(run("Said."))))) == ["Said."]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"just text", "script.docx is not a Word document, whatever its name says."),
        (b"PK\x03\x04 cut off", "script.docx is damaged: it cannot be unpacked."),
        (word(paragraph(run("One")))[:-30], "script.docx is damaged: it cannot be unpacked."),
        (package({"other.xml": b"<a/>"}), "script.docx is not a Word document: the part with its text is not in it."),
        (package({"word/document.xml": b"<w:p>"}), "script.docx is damaged: its text is no XML"),
        (b"\xd0\xcf\x11\xe0 old", "script.docx is an old Word document, or one with a password, whatever its name says."),
        (word(), "script.docx holds nothing that is to be said."),
        (word(paragraph(run("a" * 5001))), "script.docx, paragraph 1, has 5,001 characters in one line; 5,000 is the most."),
    ],
)
def test_what_is_no_sound_word_document_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    assert refusal("script.docx", data).startswith(sentence)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">',
    ],
)
def test_no_entity_is_ever_declared_expanded_or_fetched(declared: str) -> None:
    xml = xml_of(paragraph(run("Said."))).replace(b"?><w", f"?>{declared}<w".encode())
    assert "declares a document type" in refusal("script.docx", package({"word/document.xml": xml}))


def test_what_unpacks_to_far_more_than_a_script_is_refused_before_it_is_unpacked() -> None:
    bomb = package({"word/document.xml": b" " * 30_000_000})
    assert "unpacks to far more than a script can hold" in refusal("script.docx", bomb)
    beside = package({"word/document.xml": xml_of(paragraph(run("Said."))), "word/media/big": bytes(201_000_000)})
    assert "unpacks to far more than a script can hold" in refusal("script.docx", beside)


def test_a_package_of_very_many_parts_is_refused() -> None:
    assert "more than 2,000 parts" in refusal("script.docx", package({f"part{number}": b"" for number in range(2_001)}))


def test_a_document_nested_without_end_is_refused() -> None:
    deep = xml_of("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)
    assert "is far more intricate than a script" in refusal("script.docx", package({"word/document.xml": deep}))
