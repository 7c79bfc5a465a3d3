from __future__ import annotations

import pytest

from dropcut.domain.script import Cue
from tests.unit.editing.scripts import read, refusal, said

SCREENPLAY = """\
Title: Big Fish
Author: John
    and a friend

FADE IN:

# Act one

= What happens in it

INT. KITCHEN - DAY #1A#

Anna pours a coffee. [SHOW: coffee.png]

ANNA (O.S.)
(quietly)
Good *morning*,
world. [[check this]]
(beat)
It is me.

BEN ^
Hello.
  
And again.

> CUT TO:

.THE GARDEN

@McCloud
Och \\*aye\\*.

!ANNA
Not dialogue.

> THE END <

~La la la

/* BEN
Cut out. */
"""  # noqa: W293 - a row of spaces means something here


def test_paragraphs_of_dialogue_are_lines_with_their_speakers() -> None:
    script = read("film.fountain", SCREENPLAY)
    assert [(line.speaker, line.spoken, line.row) for line in script.lines] == [
        ("ANNA", "Good morning, world. It is me.", 16),
        ("BEN", "Hello.", 23),
        ("BEN", "And again.", 25),
        ("McCloud", "Och *aye*.", 32),
    ]


def test_sections_and_scene_headings_are_sections() -> None:
    script = read("film.fountain", SCREENPLAY)
    assert [(each.level, each.title, each.first_line) for each in script.sections] == [
        (1, "Act one", 1),
        (2, "INT. KITCHEN - DAY", 1),
        (2, "THE GARDEN", 4),
    ]


def test_parentheticals_notes_and_what_action_asks_to_show_are_directions() -> None:
    line = read("film.fountain", SCREENPLAY).lines[0]
    assert line.cues == (
        Cue(name="SHOW", text="coffee.png"),
        Cue(text="quietly"),
        Cue(text="check this", at=20),
        Cue(text="beat", at=20),
    )


def test_action_and_lyrics_are_left_out_and_noted() -> None:
    assert read("film.fountain", SCREENPLAY).notes == (
        "2 paragraphs of action are not spoken (rows 13 and 34).",
        "1 lyric is not spoken (row 39).",
    )


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("ANNA\nHello.\n\nBOOM!\n\nBEN\nHi.", ["Hello.", "Hi."]),
        ("ANNA\nHello\n~la la\nthere.", ["Hello there."]),
        ("ANNA\nWARNING: this is said.", ["WARNING: this is said."]),
        ("ANNA\nA snake_case word, 5 * 3 and _under_.", ["A snake_case word, 5 * 3 and under."]),
        ("ANNA\nBefore. /* cut\n\nBEN\nout */ After.", ["Before.", "After."][:1]),
        ("ANNA\nKept /* it is never closed", ["Kept / it is never closed"]),
        ("ANNA\nOne [[a note\nover rows]] two.", ["One two."]),
        ("INT. HOUSE\nANNA\nHello.", ["Hello."]),
        ("R2D2\nBeep 2.", ["Beep 2."]),
    ],
)
def test_what_of_fountain_is_said(written: str, lines: list[str]) -> None:
    assert said(read("film.fountain", written)) == lines


def test_rows_of_spaces_that_an_editor_left_behind_do_not_join_two_speeches() -> None:
    script = read("film.fountain", "ANNA\nHello.\n   \nBEN\nHi.\n   \nINT. HOUSE\n   \nHe goes.\n   \nCLEO\nBye.\n")
    assert [(line.speaker, line.spoken) for line in script.lines] == [("ANNA", "Hello."), ("BEN", "Hi."), ("CLEO", "Bye.")]


def test_without_any_dialogue_it_says_how_dialogue_is_written() -> None:
    assert refusal("film.fountain", b"INT. HOUSE\n\nAnna waits.\n") == (
        "film.fountain holds nothing that is to be said. "
        "Only dialogue is spoken: write the speaker's name in capitals on the row above what is said."
    )
