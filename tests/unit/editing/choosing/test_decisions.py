from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dropcut.domain.cut import Cut, Status
from dropcut.domain.decisions import Decision, LineRef, Move, Place, TakeRef
from dropcut.domain.values import Sha256
from dropcut.editing.references import line_ref, normal_text
from tests.unit.editing.choosing.acting import Actor, Scene, heard_in

BOARD = "Cut the board to thirty inches."
SHELF = "Place the shelf on the brackets."
SCREW = "Drive every screw in slowly and straight."
LINES = (BOARD, SHELF, SCREW)


def scene(*decisions: Decision) -> Scene:
    actor = Actor().reads(BOARD).reads(BOARD).reads(SHELF).reads(SCREW).starts(SCREW, 3)
    return Scene(LINES, {"a.mov": actor}, decisions=decisions)


def ref(number: int) -> LineRef:
    return line_ref(LINES, number)


def take(cut: Cut, start: Fraction, end: Fraction) -> TakeRef:
    return TakeRef(asset=cut.clips[0].asset.sha256, start=start, end=end)


def test_a_line_is_called_by_its_words_and_which_of_them_it_is() -> None:
    lines = ["Don't go!", "Thank you.", "THANK  YOU"]
    assert line_ref(lines, 1) == LineRef(text="dont go", occurrence=0)
    assert line_ref(lines, 3) == LineRef(text="thank you", occurrence=1)
    assert normal_text("Écoute — l’été: 20%") == "écoute lété 20"


def test_a_pinned_take_is_used_though_a_later_one_is_as_good() -> None:
    plain = scene().cut()
    other = plain.lines[0].alternates[0].pieces[0]
    pin = take(plain, other.start(plain.format), other.end(plain.format))
    cut = scene(Decision(line=ref(1), pin=pin)).cut()
    assert cut.lines[0].pieces == (other,)
    assert cut.lines[0].status is Status.CHOSEN
    assert "pinned by a person" in cut.lines[0].reason


def test_even_a_false_start_is_used_when_it_is_pinned() -> None:
    one = scene()
    begun = one.actors["a.mov"].spoken[-3:]
    pin = take(one.cut(), begun[0].start, begun[-1].end)
    cut = scene(Decision(line=ref(3), pin=pin)).cut()
    assert heard_in(one, cut, cut.lines[2]) == ["drive", "every", "screw"]


def test_a_stretch_in_which_nothing_was_recognised_can_be_pinned() -> None:
    plain = scene().cut()
    cut = scene(Decision(line=ref(2), pin=take(plain, Fraction(1, 10), Fraction(8, 10)))).cut()
    assert cut.lines[1].pieces[0].start(cut.format) < 1
    assert [word.text for word in cut.lines[1].words] == SHELF.split()


def test_a_take_of_a_clip_that_is_gone_is_an_orphan() -> None:
    gone = TakeRef(asset=Sha256("f" * 64), start=Fraction(1), end=Fraction(2))
    cut = scene(Decision(line=ref(1), pin=gone)).cut()
    assert cut.lines[0].pieces == scene().cut().lines[0].pieces
    assert len(cut.orphans) == 1
    assert "no longer in the footage" in cut.orphans[0]


def test_a_line_begins_earlier_and_ends_later_as_a_person_wants_it() -> None:
    plain, half = scene().cut(), Fraction(1, 2)
    cut = scene(Decision(line=ref(2), earlier=half, later=-half)).cut()
    before, after = plain.lines[1].pieces[0], cut.lines[1].pieces[0]
    assert abs(before.start(cut.format) - after.start(cut.format) - half) <= Fraction(1, 25)
    assert abs(before.end(cut.format) - after.end(cut.format) - half) <= Fraction(1, 25)


def test_a_dropped_line_is_not_in_the_cut_and_its_takes_are_told() -> None:
    cut = scene(Decision(line=ref(2), dropped=True)).cut()
    assert cut.lines[1].status is Status.DROPPED
    assert cut.lines[1].pieces == ()
    assert "line 2 was dropped" in [one.reason for one in cut.unused]


def test_lines_are_moved_and_keep_their_numbers() -> None:
    first = scene(Decision(line=ref(3), move=Move(place=Place.FIRST))).cut()
    assert [line.number for line in first.lines] == [3, 1, 2]
    after = scene(Decision(line=ref(1), move=Move(place=Place.AFTER, line=ref(2)))).cut()
    assert [line.number for line in after.lines] == [2, 1, 3]


def test_what_was_settled_about_a_line_that_is_gone_is_told() -> None:
    lost = LineRef(text="no such line")
    cut = scene(Decision(line=lost, dropped=True), Decision(line=ref(1), move=Move(place=Place.AFTER, line=lost))).cut()
    assert len(cut.orphans) == 2
    assert [line.number for line in cut.lines] == [1, 2, 3]


def test_a_caption_is_kept_with_its_line() -> None:
    assert scene(Decision(line=ref(1), caption="Thirty inches")).cut().lines[0].caption == "Thirty inches"


def test_decisions_outlive_edits_around_their_line() -> None:
    one = replace(scene(Decision(line=ref(3), dropped=True)), lines=("Something new.", *LINES))
    assert [line.status for line in one.cut().lines][3] is Status.DROPPED
