from __future__ import annotations

import pytest

from dropcut.domain.script import Cue
from dropcut.editing.script.flat import Piece, flat, plain
from dropcut.editing.script.said import speech


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Hello [waves] there", "Hello there"),
        ("[waves] Hello", "Hello"),
        ("Hello [waves]", "Hello"),
        ("Hello [waves], there", "Hello, there"),
        ("Hello[waves]there", "Hello there"),
        ("Hello (waving, (slowly)) there", "Hello there"),
        ("A [note [in a note]] here", "A here"),
        ("本当（笑）ですか", "本当ですか"),
        ("No [] content", "No content"),
        ("As shown[^1], it works", "As shown, it works"),
        ("(0:05) Welcome", "Welcome"),
    ],
)
def test_what_is_not_spoken(written: str, spoken: str) -> None:
    assert speech(plain(written)).spoken == spoken


@pytest.mark.parametrize(
    "written",
    [
        "Pick your file(s) now",
        "We (re)write f(x) here",
        "Call (555) 123-4567",
        "Either (a) this or (b) that",
        "It cost us (2) two",
        "So sad :( today",
        "One [bracket is not closed",
        "One bracket] was not opened",
        "1) first and 2) second",
    ],
)
def test_what_is_spoken_all_the_same(written: str) -> None:
    assert speech(plain(written)).spoken == written


@pytest.mark.parametrize(
    ("written", "cue"),
    [
        ("[B-ROLL: the harbour: at night]", Cue(name="B-ROLL", text="the harbour: at night")),
        ("[b-roll: the harbour]", Cue(name="B-ROLL", text="the harbour")),
        ("[BROLL the harbour]", Cue(name="B-ROLL", text="the harbour")),
        ("[broll]", Cue(name="B-ROLL")),
        ("[SHOW:my file.png]", Cue(name="SHOW", text="my file.png")),
        ("[pause]", Cue(text="pause")),
        ("[pause 2:30]", Cue(text="pause 2:30")),
        ("[[TITLE: Hello]]", Cue(name="TITLE", text="Hello")),
        ("[B–ROLL: sea]", Cue(name="B-ROLL", text="sea")),
        ("[B\u2011ROLL: sea]", Cue(name="B-ROLL", text="sea")),
        ("[B-ROLL - sea]", Cue(name="B-ROLL", text="sea")),
        ("[B-ROLL sea]", Cue(name="B-ROLL", text="sea")),
        ("[B-roll of the sea]", Cue(name="B-ROLL", text="of the sea")),
        ("[SHOW chart.png]", Cue(name="SHOW", text="chart.png")),
        ("[SHOW – chart]", Cue(name="SHOW", text="chart")),
        ("[SHOW:1.png]", Cue(name="SHOW", text="1.png")),
        ("[TITLE Hello]", Cue(name="TITLE", text="Hello")),
        ("[TITLE—HELLO: PART 1]", Cue(name="TITLE", text="HELLO: PART 1")),
        ("[TITLE: Hello (again)]", Cue(name="TITLE", text="Hello (again)")),
        ("[TITLE: One (two]", Cue(name="TITLE", text="One (two")),
        ("[laughs]", Cue(text="laughs")),
        ("[show them the door]", Cue(text="show them the door")),
        ("[Show them the door]", Cue(text="Show them the door")),
        ("[SHOW THEM THE DOOR]", Cue(text="SHOW THEM THE DOOR")),
        ("[TITLE fades in]", Cue(text="TITLE fades in")),
        ("[TITLE SEQUENCE begins]", Cue(text="TITLE SEQUENCE begins")),
        ("[TITLE CARD: Hello]", Cue(name="TITLE CARD", text="Hello")),
    ],
)
def test_a_direction_has_a_name_when_it_gives_one(written: str, cue: Cue) -> None:
    assert speech(plain(written)).cues == (cue,)


def test_a_bracket_that_was_escaped_is_text() -> None:
    pieces = (Piece("Say "), Piece("[", literal=True), Piece("this"), Piece("]", literal=True))
    assert speech(flat(pieces)).spoken == "Say [this]"


@pytest.mark.parametrize(
    ("written", "spoken", "open_cues"),
    [
        ("Hello [B-ROLL: sea and so on", "Hello", ("[B-ROLL: sea and so on",)),
        ("[SHOW", "", ("[SHOW",)),
        ("Hello [title: one\nand more", "Hello and more", ("[title: one",)),
        ("A [B-ROLL: sea (wide) [TITLE: One] here", "A here", ("[B-ROLL: sea (wide)",)),
        ("A [Show is on", "A [Show is on", ()),
        ("A [SHOWER is on", "A [SHOWER is on", ()),
    ],
)
def test_a_cue_that_nothing_closes_is_neither_spoken_nor_obeyed(written: str, spoken: str, open_cues: tuple[str, ...]) -> None:
    said = speech(plain(written))
    assert (said.spoken, said.open_cues) == (spoken, open_cues)
    assert "B-ROLL" not in [cue.name for cue in said.cues]
