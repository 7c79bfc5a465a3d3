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
        ("[BROLL the harbour]", Cue(text="BROLL the harbour")),
        ("[broll]", Cue(name="B-ROLL")),
        ("[SHOW:my file.png]", Cue(name="SHOW", text="my file.png")),
        ("[pause]", Cue(text="pause")),
        ("[pause 2:30]", Cue(text="pause 2:30")),
        ("[[TITLE: Hello]]", Cue(name="TITLE", text="Hello")),
    ],
)
def test_a_direction_has_a_name_when_it_gives_one(written: str, cue: Cue) -> None:
    assert speech(plain(written)).cues == (cue,)


def test_a_bracket_that_was_escaped_is_text() -> None:
    pieces = (Piece("Say "), Piece("[", literal=True), Piece("this"), Piece("]", literal=True))
    assert speech(flat(pieces)).spoken == "Say [this]"
