"""`report.json`: what it promises to programs."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.cut import Status
from dropcut.domain.footage import Footage
from dropcut.domain.report import LineReport, Report
from dropcut.domain.values import digest, parsed
from dropcut.editing.report.telling import report_of
from tests.unit.editing.report.samples import CUT, LINES, reporting

REPORT = report_of(reporting())


def test_lines_stand_by_their_number_and_tell_their_place_in_the_programme() -> None:
    assert [line.number for line in REPORT.lines] == [1, 2, 3, 4, 5]
    pieces = sorted((piece for line in REPORT.lines for piece in line.pieces), key=lambda piece: piece.program_start)
    assert pieces[0].program_start == 0
    assert all(one.program_end == other.program_start for one, other in pairwise(pieces))
    assert pieces[-1].program_end == REPORT.duration


def test_a_piece_is_as_long_in_its_clip_as_in_the_programme() -> None:
    for line in REPORT.lines:
        for piece in line.pieces:
            assert abs((piece.end - piece.start) - (piece.program_end - piece.program_start)) <= Fraction(2, 1_000_000)


def test_every_line_ends_with_a_status_and_a_reason() -> None:
    ended = {line.number: line.status for line in REPORT.lines}
    missing, dropped = Status.MISSING, Status.DROPPED
    assert ended == {1: Status.CHOSEN, 2: missing, 3: Status.AMBIGUOUS, 4: dropped, 5: Status.CHOSEN}
    assert all(line.reason for line in REPORT.lines)


def test_another_recording_that_is_heard_is_named() -> None:
    assert [(piece.clip, piece.sound) for piece in _line(3).pieces] == [
        ("cam-a take 1.mov", "cam-a take 1.mov"),
        ("cam-b.mp4", "voice.wav"),
    ]


def test_words_are_timed_in_the_programme() -> None:
    first = _line(1)
    assert first.words[0].start == first.pieces[0].program_start
    assert first.words[-1].end == first.pieces[0].program_end


def test_times_are_json_numbers_of_at_most_six_decimals() -> None:
    written = REPORT.dumped().decode()
    data = parsed(written)
    assert data["duration"] == 11.678333
    assert data["lines"][0]["pieces"][0]["start"] == 12.379033
    assert data["removed"] == {"silence_s": 41.152233, "fillers": 7, "retakes": 4}
    assert data["loudness"] == {"input": -23.1, "output": -14.0, "true_peak": -2.07}


@given(st.fractions(min_value=-100_000, max_value=100_000))
def test_a_number_that_was_rounded_once_stays_as_it_is(number: Fraction) -> None:
    made = report_of(reporting(seconds=number))
    read = Report.load(made.dumped())
    assert read == made
    assert abs(read.seconds - number) <= Fraction(1, 2_000_000)


def test_tasks_of_one_step_count_together() -> None:
    assert parsed(REPORT.dumped())["tasks"] == {
        "run": 5,
        "reused": 3,
        "by_step": {"ingest": {"run": 1, "reused": 3}, "render": {"run": 4, "reused": 0}},
    }


def test_how_long_it_took_is_no_content() -> None:
    assert digest(reporting(seconds=Fraction(1))) == digest(reporting(seconds=Fraction(2)))
    assert report_of(reporting(seconds=Fraction(2))).seconds == 2


def test_without_an_engine_the_report_says_why_nothing_was_heard() -> None:
    silent = report_of(reporting(CUT.model_copy(update={"engine": None}), speech_why="No clip has sound."))
    assert silent.speech.model_dump() == {"engine": "", "version": "", "why": "No clip has sound."}


def test_a_report_of_nothing_is_a_report() -> None:
    empty = report_of(reporting(CUT.model_copy(update={"lines": ()})))
    assert empty.duration == 0
    assert empty.lines == ()


def _line(number: int) -> LineReport:
    assert len(LINES) == len(REPORT.lines)
    return REPORT.lines[number - 1]


def test_what_is_wrong_with_a_clip_is_told_under_its_name() -> None:
    cut_short = "The file is cut short: its last 2.0 GB are missing."
    footage = Footage(
        container="mp4", size=9, duration=Fraction(1), pictures=(), sounds=(), others=0,
        notes=(cut_short, "There is no picture."), troubles=(cut_short,),
    )  # fmt: skip
    damaged = CUT.clips[0].model_copy(update={"asset": CUT.clips[0].asset.model_copy(update={"footage": footage})})

    report = report_of(reporting(CUT.model_copy(update={"clips": (damaged, *CUT.clips[1:])})))

    assert report.notes[: len(CUT.notes) + 1] == (*CUT.notes, f'"cam-a take 1.mov": {cut_short}')
