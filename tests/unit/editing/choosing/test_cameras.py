from __future__ import annotations

from fractions import Fraction

from dropcut.domain.cut import Status
from dropcut.domain.material import Performance, Synced
from tests.unit.editing.choosing.acting import Actor, Scene, heard_in

BOARD = "Cut the board to thirty inches."
SHELF = "Place the shelf on the brackets."
LATER = Fraction(3, 2)


def scene(*, voice: str = "voice.wav") -> Scene:
    """A camera, and a recorder that was started earlier."""
    camera = Actor().reads(BOARD).reads(SHELF)
    recorder = Actor(now=Fraction(1) + LATER).reads(BOARD).reads(SHELF)
    performance = Performance(clips=(Synced(clip=0, shift=Fraction(0)), Synced(clip=1, shift=LATER)))
    return Scene((BOARD, SHELF), {"cam.mov": camera, voice: recorder}, (performance,), unseen=frozenset((voice,)))


def test_a_separate_recording_is_heard_and_the_camera_is_seen() -> None:
    one = scene()
    cut = one.cut()
    for line in cut.lines:
        (piece,) = line.pieces
        assert (piece.clip, piece.sound) == (0, 1)
        assert piece.sound_start == piece.start(cut.format) + LATER
    assert heard_in(one, cut, cut.lines[0]) == BOARD.lower().strip(".").split()
    assert "separate sound recording" in cut.notes[0]


def test_what_several_clips_recorded_is_one_take() -> None:
    cut = scene().cut()
    assert [line.status for line in cut.lines] == [Status.CHOSEN, Status.CHOSEN]
    assert [line.alternates for line in cut.lines] == [(), ()]
    assert cut.unused == ()


def test_sound_that_no_camera_filmed_is_used_only_when_there_is_nothing_else_and_is_to_be_looked_at() -> None:
    camera, voice = Actor().reads(BOARD), Actor().reads(BOARD).reads(SHELF)
    cut = Scene((BOARD, SHELF), {"a.mov": camera, "b.wav": voice}, unseen=frozenset(("b.wav",))).cut()
    assert [line.pieces[0].clip for line in cut.lines] == [0, 1]
    assert [line.status for line in cut.lines] == [Status.CHOSEN, Status.AMBIGUOUS]
    assert "no camera filmed it" in cut.lines[1].reason


def test_where_nothing_was_filmed_nobody_misses_a_camera() -> None:
    cut = Scene((BOARD,), {"voice.wav": Actor().reads(BOARD)}, unseen=frozenset(("voice.wav",))).cut()
    assert cut.lines[0].status is Status.CHOSEN


def test_where_the_first_camera_stopped_early_the_next_is_seen_and_the_note_says_so() -> None:
    short, long = Actor().reads(BOARD), Actor().reads(BOARD).reads(SHELF)
    performance = Performance(clips=(Synced(clip=0, shift=Fraction(0)), Synced(clip=1, shift=Fraction(0))))
    cut = Scene((BOARD, SHELF), {"a.mov": short, "b.mov": long}, (performance,)).cut()
    assert [line.pieces[0].clip for line in cut.lines] == [0, 1]
    assert cut.notes[0].endswith(
        "a.mov is seen, the first by name, and where it filmed not all of a stretch the next that did."
    )
