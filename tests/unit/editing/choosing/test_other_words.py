"""A line that nobody says word for word, and somebody in other words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from dropcut.domain.cut import Cut, Status
from dropcut.domain.decisions import Decision, TakeRef
from dropcut.domain.speech import Word
from dropcut.editing.choosing.wanting import wants_meaning
from dropcut.editing.cutting import cut_of
from dropcut.editing.meaning.matches import Comparable, Floats
from dropcut.editing.meaning.windows import text_of, windows_of
from dropcut.editing.references import line_ref
from tests.unit.editing.choosing.acting import Actor, Scene, heard_in

GLUE = "Let the glue dry overnight before you remove the clamps."
DRY = "leave the glue to dry overnight and only then take the clamps off"
WAIT = "then wait until the glue is dry overnight and only now remove every clamp"
SHELF = "Place the shelf on the brackets."
PAINT = "Paint it white before the evening comes."
SCRIPT = (SHELF, GLUE, PAINT)
MEANINGS: Mapping[str, int] = {SHELF: 0, GLUE: 1, DRY: 1, WAIT: 1, PAINT: 2}


def meaning(text: str) -> int:
    """What a model would see: so many unlike things."""
    return MEANINGS.get(text, 3 + sum(map(ord, text)) % 300)


def understood(scene: Scene, meant: Callable[[str], int] = meaning) -> Cut:
    evidence = scene.evidence()
    said = {one.clip: np.array([_row(meant(text)) for text in _texts(one.heard.words)]) for one in evidence.listened}
    lines = np.array([_row(meant(line)) for line in scene.lines])
    return cut_of(replace(evidence, comparable=Comparable(lines, said)))


def _texts(words: Sequence[Word]) -> list[str]:
    return [text_of(words, window, "en") for window in windows_of(words, "en")]


def _row(meaning: int) -> Floats:
    row: Floats = np.eye(384, dtype=np.float32)[meaning]
    return row


def scene(*actors: Actor, lines: tuple[str, ...] = SCRIPT, decisions: tuple[Decision, ...] = ()) -> Scene:
    return Scene(lines, {f"{name}.mov": one for name, one in zip("abc", actors, strict=False)}, told=True, decisions=decisions)


def performed(*between: str) -> Actor:
    actor = Actor().reads(SHELF)
    for one in between:
        actor.says(one)
    return actor.reads(PAINT)


def test_it_is_used_and_told_with_what_was_said() -> None:
    told = scene(performed(DRY))
    assert wants_meaning(told.cut())
    cut = understood(told)
    shelf, glue, paint = cut.lines
    assert (shelf.status, paint.status) == (Status.CHOSEN, Status.CHOSEN)
    assert glue.status is Status.AMBIGUOUS
    assert f'said in other words: "L{DRY[1:]}." (100% alike)' in glue.reason
    assert heard_in(told, cut, glue) == DRY.split()
    assert " ".join(word.text for word in glue.words) == f"L{DRY[1:]}."
    assert cut.unused == ()


def test_a_take_with_the_lines_own_words_always_wins() -> None:
    told = scene(performed(DRY, "it is so warm in here today").reads(GLUE), performed(DRY))
    assert not wants_meaning(told.cut())
    assert understood(told).lines == told.cut().lines


def test_of_several_the_last_is_used_and_the_others_are_alternates() -> None:
    told = scene(performed(DRY, WAIT))
    cut = understood(told)
    assert heard_in(told, cut, cut.lines[1]) == WAIT.split()
    (other,) = cut.lines[1].alternates
    assert other.reason.startswith(f'said in other words: "L{DRY[1:]}."')
    assert "a later take of line 2 is used" in cut.unused[0].reason


def test_what_belongs_to_another_line_is_not_taken() -> None:
    """Somebody repeats line 1, and a model says that it means line 2."""
    told = scene(Actor().reads(SHELF).reads(SHELF).reads(PAINT))
    cut = understood(told, lambda text: 1 if text == SHELF.lower().strip(".") else meaning(text))
    assert cut.lines[1].status is Status.MISSING


@pytest.mark.parametrize(
    "said",
    [
        "do not leave the glue to dry overnight and take the clamps off right now",
        "leave the glue to dry for twelve hours and only then take the clamps off",
        "thank you everybody and see you at the next one of these",
    ],
)
def test_what_contradicts_a_line_or_is_about_something_else_is_never_taken(said: str) -> None:
    cut = understood(scene(performed(said)), lambda text: 1 if text in {GLUE, said} else meaning(text))
    assert cut.lines[1].status is Status.MISSING
    assert cut.lines[1].pieces == ()
    assert said in [one.text for one in cut.unused]


def test_what_two_lines_could_mean_is_neithers() -> None:
    twin = "The glue must dry overnight before you remove the clamps."
    cut = understood(
        scene(performed(DRY), lines=(*SCRIPT, twin)), lambda text: 1 if text in {GLUE, DRY, twin} else meaning(text)
    )
    assert [line.status for line in cut.lines][1::2] == [Status.MISSING, Status.MISSING]


def test_lines_that_say_the_same_share_what_was_said_once() -> None:
    cut = understood(scene(performed(DRY), lines=(*SCRIPT, GLUE)))
    assert [line.status for line in cut.lines].count(Status.AMBIGUOUS) == 1


def test_a_line_that_was_dropped_stays_dropped() -> None:
    told = scene(performed(DRY), decisions=(Decision(line=line_ref(SCRIPT, 2), dropped=True),))
    assert not wants_meaning(told.cut())
    assert understood(told).lines[1].status is Status.DROPPED


def test_what_a_person_pinned_of_it_stays_with_its_own_words() -> None:
    told = scene(performed(DRY, WAIT))
    (other,) = understood(told).lines[1].alternates
    (piece,) = other.pieces
    clip = told.evidence().clips[0].asset.sha256
    pin = TakeRef(asset=clip, start=piece.sound_start, end=piece.sound_start + piece.frames / told.evidence().format.rate)
    pinned = replace(told, decisions=(Decision(line=line_ref(SCRIPT, 2), pin=pin),))
    assert wants_meaning(pinned.cut())
    cut = understood(pinned)
    assert cut.lines[1].status is Status.CHOSEN
    assert heard_in(pinned, cut, cut.lines[1]) == DRY.split()
    assert cut.lines[1].words[0].text == "Leave"


def test_a_false_start_and_its_end_in_other_words_are_one_take() -> None:
    told = scene(
        Actor().reads(SHELF).says("Let the glue dry overnight", GLUE).says("and only then take the clamps off").reads(PAINT)
    )
    whole = "let the glue dry overnight and only then take the clamps off"
    cut = understood(told, lambda text: 1 if text in {GLUE, whole} else meaning(text))
    assert cut.lines[1].status is Status.AMBIGUOUS
    assert heard_in(told, cut, cut.lines[1]) == whole.split()
