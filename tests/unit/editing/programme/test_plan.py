"""What is rendered of a cut."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.cut import Cut, CutLine, Piece, Removed, Status
from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.settings import Fit, Preset
from dropcut.editing.programme.plan import chapters_of, segments_of, sound_of
from tests.unit.editing.programme.clips import clip, picture

FORMAT = Format(width=320, height=180, rate=Fraction(25))
LOOK = Look(format=FORMAT, fit=Fit.PAD, encoder=Encoder(name="x", preset=Preset.WEB, build="b", threads=1, why="w"))
CLIPS = (clip("a.mp4", picture()), clip("b.mp4", picture(), sounds=False), clip("voice.wav"))


def piece(first: int, frames: int, seen: int = 0, heard: int = 0) -> Piece:
    return Piece(clip=seen, first=first, frames=frames, sound=heard, sound_start=Fraction(first, 25))


def line(number: int, *pieces: Piece, section: str = "") -> CutLine:
    status = Status.CHOSEN if pieces else Status.MISSING
    return CutLine(
        number=number, text=f"line {number}", status=status, score=Fraction(1), reason="", pieces=pieces, section=section
    )


def cut(*lines: CutLine) -> Cut:
    return Cut(
        format=FORMAT,
        engine=None,
        clips=CLIPS,
        lines=lines,
        scripted=True,
        removed=Removed(silence=Fraction(0), fillers=0, retakes=0),
    )


def no_captions(_line: CutLine, _first: int, _frames: int) -> str:
    return ""


def test_a_segment_knows_its_clip_and_frames_and_nothing_of_its_place() -> None:
    alone = segments_of(cut(line(1, piece(50, 10))), LOOK, no_captions)
    later = segments_of(cut(line(1, piece(0, 5)), line(2, piece(50, 10))), LOOK, no_captions)
    assert alone[0] == later[1]
    assert (alone[0].first, alone[0].frames) == (50, 10)


def test_captions_belong_to_their_piece() -> None:
    segments = segments_of(
        cut(line(1, piece(0, 5), piece(9, 5))), LOOK, lambda line, first, frames: f"{line.number}/{first}/{frames}"
    )
    assert [segment.captions for segment in segments] == ["1/0/5", "1/5/5"]


def test_what_has_no_picture_is_seen_as_nothing_and_what_has_no_sound_heard_as_nothing() -> None:
    spoken = cut(line(1, piece(0, 5, seen=2, heard=2)), line(2, piece(0, 5, seen=1, heard=1)))
    assert [segment.asset is None for segment in segments_of(spoken, LOOK, no_captions)] == [True, False]
    assert [heard.asset is None for heard in sound_of(spoken)] == [False, True]


def test_a_separate_recording_is_heard_under_the_picture() -> None:
    (heard,) = sound_of(cut(line(1, piece(0, 5, seen=0, heard=2))))
    assert heard.asset == CLIPS[2].asset


def test_chapters_begin_where_their_first_line_does_and_missing_lines_begin_none() -> None:
    lines = (
        line(1, piece(0, 5), section="A"),
        line(2, piece(0, 7), section="A"),
        line(3, section="B"),
        line(4, piece(0, 5), section="C"),
    )
    assert list(chapters_of(cut(*lines))) == [(0, "A"), (12, "C")]


def test_pieces_are_placed_one_after_the_other() -> None:
    placed = list(cut(line(1, piece(0, 5), piece(9, 7)), line(2), line(3, piece(2, 4))).placed())
    assert [(each.line.number, each.number, each.first) for each in placed] == [(1, 0, 0), (1, 1, 5), (3, 0, 12)]
