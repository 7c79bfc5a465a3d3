"""Burned captions: a whole ASS document for one piece, in its own time, sized for its picture."""

from __future__ import annotations

from fractions import Fraction

import pysubs2
import pytest

from dropcut.domain.cut import CutLine, Piece, Spoken, Status
from dropcut.domain.programme import Format
from dropcut.domain.settings import Burned
from dropcut.editing.captions.burned import burned
from dropcut.editing.captions.marks import cells
from tests.unit.editing.captions.cuts import FORMAT, line

TALL = Format(width=1080, height=1920, rate=Fraction(25))
SPEECH = "Drop a script and your raw footage into a folder; get back the cut, with captions and a timeline."


def read(of: CutLine, piece: int = 0, format_: Format = FORMAT, how: Burned = Burned.PLAIN) -> pysubs2.SSAFile:
    return pysubs2.SSAFile.from_string(burned(of, piece, format_, how), format_="ass")


def shown(event: pysubs2.SSAEvent) -> str:
    return str(event.plaintext).replace("\u2060", "")


def two_pieces() -> CutLine:
    pieces = tuple(Piece(clip=0, first=0, frames=50, sound=0, sound_start=Fraction(0)) for _ in range(2))
    words = tuple(
        Spoken(text=text, piece=number // 2, start=Fraction(number % 2), end=Fraction(number % 2) + Fraction(1, 2))
        for number, text in enumerate(["This", "was", "cut", "twice."])
    )
    return CutLine(number=1, text="", status=Status.CHOSEN, score=Fraction(1), reason="", pieces=pieces, words=words)


def test_times_count_from_the_beginning_of_each_piece_and_end_with_it() -> None:
    assert [(event.start, event.end, shown(event)) for event in read(two_pieces(), 0)] == [(0, 2000, "This was cut twice.")]
    assert [(event.start, event.end, shown(event)) for event in read(two_pieces(), 1)] == [(0, 1500, "This was cut twice.")]


def test_the_word_that_is_being_said_stands_out_and_only_that() -> None:
    events = list(read(two_pieces(), 1, how=Burned.HIGHLIGHT))
    assert [(event.start, event.end) for event in events] == [(0, 500), (500, 1000), (1000, 1500)]
    assert ["D7FF&}cut{" in event.text for event in events] == [True, False, False]
    assert ["D7FF&}twice.{" in event.text for event in events] == [False, False, True]
    assert {shown(event) for event in events} == {"This was cut twice."}


def test_a_piece_keeps_its_captions_wherever_its_line_stands() -> None:
    early, late = line(SPEECH, number=1), line(SPEECH, number=99)
    assert burned(early, 0, FORMAT, Burned.HIGHLIGHT) == burned(late, 0, FORMAT, Burned.HIGHLIGHT)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350), (640, 360)])
def test_rows_fit_between_the_margins_of_any_picture(width: int, height: int) -> None:
    document = read(line(SPEECH), format_=Format(width=width, height=height, rate=Fraction(25)))
    style = document.styles["Default"]
    assert (document.info["PlayResX"], document.info["PlayResY"]) == (str(width), str(height))
    for event in document:
        for row in shown(event).split("\n"):
            assert cells(row) * style.fontsize * 0.52 <= width - style.marginl - style.marginr + style.fontsize
    assert style.marginv * 20 >= height


def test_a_tall_picture_has_shorter_rows_and_more_room_below() -> None:
    wide, tall = read(line(SPEECH)), read(line(SPEECH), format_=TALL)
    longest = [max(cells(row) for event in document for row in shown(event).split("\n")) for document in (wide, tall)]
    assert longest[0] <= 42
    assert longest[1] <= 30
    assert tall.styles["Default"].marginv > wide.styles["Default"].marginv


@pytest.mark.parametrize(
    "text", ["{\\an8}top", "a \\N b", "{\\fs400}", "x\nDialogue: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,evil", "}{"]
)
def test_what_a_script_says_is_text_and_no_command(text: str) -> None:
    document = burned(line(text, pace="1"), 0, FORMAT, Burned.PLAIN)
    rows = [row.split(",", 9)[9] for row in document.splitlines() if row.startswith("Dialogue:")]
    bare = "".join(rows).replace("\\N", "").replace("\u2060", "").replace("\\{", "{").replace("\\}", "}")
    assert "".join(bare.split()) == "".join(text.split())
    assert (
        sum(row.startswith("Dialogue:") for row in document.splitlines())
        == len(rows)
        == document.count("Default,,0,0,0,,") - (text.count("Default,,0,0,0,,"))
    )
    for row in rows:
        assert "{" not in row.replace("\\{", "")
        assert all(row[at + 1] in "N{}\u2060" for at, character in enumerate(row) if character == "\\")


def test_nothing_is_burned_where_nothing_is_wanted_or_said() -> None:
    assert burned(line(SPEECH), 0, FORMAT, Burned.NO) == ""
    silent = line("x").model_copy(update={"text": "", "words": ()})
    assert burned(silent, 0, FORMAT, Burned.PLAIN) == ""
