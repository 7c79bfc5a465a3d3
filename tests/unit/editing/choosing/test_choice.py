from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dropcut.domain.cut import Status
from dropcut.domain.settings import Settings
from dropcut.editing.cutting import cut_of
from tests.unit.editing.choosing.acting import Actor, Scene, heard_in, try_at

BOARD = "Cut the board to thirty inches."
SHELF = "Place the shelf on the brackets."
SCREW = "Drive every screw in slowly and straight."
PAINT = "Paint it white before the evening comes."
SCRIPT = (BOARD, SHELF, SCREW, PAINT)


def said(line: str) -> list[str]:
    return line.lower().strip(".").split()


def test_every_line_that_is_said_is_chosen_and_sounds_whole_and_alone() -> None:
    actor = Actor()
    for line in SCRIPT:
        actor.reads(line)
    scene = Scene(SCRIPT, {"a.mov": actor})
    cut = scene.cut()
    assert [line.status for line in cut.lines] == [Status.CHOSEN] * 4
    assert [heard_in(scene, cut, line) for line in cut.lines] == [said(line) for line in SCRIPT]
    assert cut.unused == ()


def test_the_last_good_take_wins() -> None:
    actor = Actor().reads(BOARD).reads(BOARD).reads(SHELF)
    scene = Scene((BOARD, SHELF), {"a.mov": actor})
    cut = scene.cut()
    (piece,) = cut.lines[0].pieces
    assert piece.start(cut.format) > actor.spoken[5].end
    assert cut.lines[0].reason == "the last of 2 takes"
    (unused,) = cut.unused
    assert unused.reason == "a retake: a later take of line 1 is used"
    assert len(cut.lines[0].alternates) == 1
    assert cut.removed.retakes == 1


def test_the_last_take_loses_when_it_is_worse() -> None:
    actor = Actor().reads(BOARD).says("Cut the um board big to thirty inches", BOARD).reads(SHELF)
    scene = Scene((BOARD, SHELF), {"a.mov": actor})
    cut = scene.cut()
    assert heard_in(scene, cut, cut.lines[0]) == said(BOARD)


def test_a_false_start_is_never_chosen() -> None:
    actor = Actor().starts(BOARD, 3).reads(SHELF)
    cut = Scene((BOARD, SHELF), {"a.mov": actor}).cut()
    assert cut.lines[0].status is Status.MISSING
    assert cut.lines[0].pieces == ()
    assert "false start" in cut.lines[0].reason
    assert cut.unused[0].reason.startswith("a false start of line 1")


def test_a_line_that_nobody_says_is_missing() -> None:
    cut = Scene(SCRIPT, {"a.mov": Actor().reads(BOARD).reads(PAINT)}).cut()
    assert [line.status for line in cut.lines] == [Status.CHOSEN, Status.MISSING, Status.MISSING, Status.CHOSEN]
    assert cut.lines[1].reason == "nobody says it"


def test_what_is_not_in_the_script_is_not_in_the_cut_and_is_told() -> None:
    actor = Actor().reads(BOARD).says("is the camera even running").reads(SHELF)
    scene = Scene((BOARD, SHELF), {"a.mov": actor})
    cut = scene.cut()
    assert [heard_in(scene, cut, line) for line in cut.lines] == [said(BOARD), said(SHELF)]
    assert [one.reason for one in cut.unused] == ["not in the script"]


def test_a_line_is_joined_from_two_takes_at_a_pause_when_none_is_whole() -> None:
    actor = Actor().says("Drive every screw in | slowly", SCREW).says("screw in | slowly and straight", SCREW)
    scene = Scene((SCREW,), {"a.mov": actor})
    cut = scene.cut()
    assert cut.lines[0].status is Status.AMBIGUOUS
    assert heard_in(scene, cut, cut.lines[0]) == said(SCREW)
    assert "joined from two takes" in cut.lines[0].reason


def test_a_filler_between_pauses_is_cut_out() -> None:
    actor = Actor().says("Cut the board | um | to thirty inches", BOARD)
    scene = Scene((BOARD,), {"a.mov": actor})
    cut = scene.cut()
    assert heard_in(scene, cut, cut.lines[0]) == said(BOARD)
    assert len(cut.lines[0].pieces) == 2
    assert cut.removed.fillers == 1
    assert [one.reason for one in cut.unused] == ["a filler"]


def test_a_filler_without_a_pause_stays_and_the_line_is_to_be_looked_at() -> None:
    actor = Actor().says("Cut the board um to thirty inches", BOARD)
    scene = Scene((BOARD,), {"a.mov": actor})
    cut = scene.cut()
    assert "um" in heard_in(scene, cut, cut.lines[0])
    assert cut.lines[0].status is Status.AMBIGUOUS


def test_of_a_restart_only_the_last_run_is_heard() -> None:
    actor = Actor().says("Cut the board | the board to thirty inches", BOARD)
    scene = Scene((BOARD,), {"a.mov": actor})
    cut = scene.cut()
    assert heard_in(scene, cut, cut.lines[0]) in (
        said(BOARD),
        ["cut", "the", "board", "the", "board", "to", "thirty", "inches"],
    )


def test_dead_air_inside_a_line_is_shortened() -> None:
    actor = Actor().says("Cut the board | | | | | to thirty inches", BOARD)
    scene = Scene((BOARD,), {"a.mov": actor})
    cut = scene.cut()
    assert heard_in(scene, cut, cut.lines[0]) == said(BOARD)
    assert cut.frames < 25 * (6 * 0.32 + 0.6 + 0.5)


def test_neighbouring_lines_of_a_short_pause_meet_without_a_seam() -> None:
    actor = Actor().says(BOARD, BOARD, pause=Fraction(1, 6)).says(SHELF, SHELF)
    scene = Scene((BOARD, SHELF), {"a.mov": actor})
    one, other = (line.pieces[0] for line in scene.cut().lines)
    assert one.first + one.frames == other.first


def test_a_punch_in_hides_every_other_jump_inside_a_line() -> None:
    actor = Actor().says("Cut the | um | board to | um | thirty inches", BOARD)
    cut = Scene((BOARD,), {"a.mov": actor}, settings=Settings(punch_in=True)).cut()
    assert [piece.closer for piece in cut.lines[0].pieces] == [False, True, False]


def test_lines_that_say_the_same_have_takes_of_their_own_in_their_order() -> None:
    lines = (BOARD, "Thank you.", SHELF, "Thank you.")
    actor = Actor()
    for line in lines:
        actor.reads(line)
    cut = Scene(lines, {"a.mov": actor}).cut()
    firsts = [line.pieces[0].first for line in cut.lines]
    assert firsts == sorted(firsts)
    assert cut.unused == ()


def test_what_is_said_once_serves_one_of_two_lines_that_say_the_same() -> None:
    cut = Scene(("Thank you.", BOARD, "Thank you."), {"a.mov": Actor().reads(BOARD).reads("Thank you.")}).cut()
    assert [line.status for line in cut.lines] == [Status.MISSING, Status.CHOSEN, Status.CHOSEN]


def test_a_short_line_is_not_found_inside_another_line() -> None:
    lines = ("Hello.", "Hello everybody and welcome.")
    actor = Actor().reads(lines[1])
    scene = Scene(lines, {"a.mov": actor})
    evidence = scene.evidence()
    inside = try_at(0, lines[0], [replace(actor.spoken[0], line="hello")])
    found = evidence.listened[0].found[0]
    both = found.model_copy(update={"tries": (inside, *found.tries)})
    cut = cut_of(replace(evidence, listened=(replace(evidence.listened[0], found=(both,)),)))
    assert [line.status for line in cut.lines] == [Status.MISSING, Status.CHOSEN]


def test_the_cut_goes_on_in_one_clip_where_takes_are_as_good() -> None:
    one, other = Actor(), Actor()
    for line in SCRIPT:
        one.reads(line)
    for line in (SHELF, SCREW, PAINT, BOARD):
        other.reads(line)
    cut = Scene(SCRIPT, {"a.mov": one, "b.mov": other}).cut()
    assert len({placed.piece.clip for placed in cut.placed()}) == 1


def test_the_script_tells_what_it_left_out() -> None:
    scene = Scene((BOARD,), {"a.mov": Actor().reads(BOARD)})
    evidence = scene.evidence()
    assert evidence.script
    noted = evidence.script.model_copy(update={"notes": ("A comment was left out.",)})
    assert cut_of(replace(evidence, script=noted)).notes == ("A comment was left out.",)


def test_another_word_between_pauses_is_cut_out_too() -> None:
    scene = Scene((BOARD,), {"a.mov": Actor().says("Cut the board | okay | to thirty inches", BOARD)})
    cut = scene.cut()
    assert heard_in(scene, cut, cut.lines[0]) == said(BOARD)
    assert cut.lines[0].status is Status.CHOSEN


def test_a_word_said_in_place_of_another_stays_and_the_line_is_to_be_looked_at() -> None:
    scene = Scene((BOARD,), {"a.mov": Actor().says("Cut the | plank | to thirty inches", BOARD)})
    cut = scene.cut()
    assert "plank" in heard_in(scene, cut, cut.lines[0])
    assert cut.lines[0].status is Status.AMBIGUOUS
    assert 'without "board"' in cut.lines[0].reason


def test_where_nothing_is_to_be_heard_every_line_is_missing() -> None:
    silent = Scene(SCRIPT, {}).cut()
    assert [line.status for line in silent.lines] == [Status.MISSING] * 4
    assert silent.engine is None
    mute = Scene(SCRIPT, {"a.mov": Actor().waits("2")}).cut()
    assert [line.status for line in mute.lines] == [Status.MISSING] * 4
    assert mute.frames == 0
