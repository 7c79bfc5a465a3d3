"""What was counted, put right where packets are not frames."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.time import exact
from dropcut.media.counting import Tally
from dropcut.media.timing import Timing, timing

MILLISECOND = Fraction(1, 1000)


def _tally(*times: int) -> Tally:
    return Tally(tick=MILLISECOND, counted="packets", first=times[0], end=times[-1] + 20, stretches=[times])


def test_fields_that_are_stored_apart_make_frames_in_pairs() -> None:
    frames = _tally(*range(0, 2000, 20)).of_pairs()

    assert frames.total == 50
    assert timing(frames.stretches, MILLISECOND, ()) == Timing.steady(exact(25))


def test_frames_behind_a_hole_at_a_cut_end_are_left_out() -> None:
    """The last frames of a cut file are shown after others that were never written."""
    mended = _tally(0, 20, 40, 60, 100, 160).without_ragged_end()

    assert list(mended.stretches[0]) == [0, 20, 40, 60]
    assert mended.end == 80


def test_holes_far_from_the_end_are_the_clips_own() -> None:
    times = (*range(0, 400, 20), *range(1000, 1800, 20))

    assert _tally(*times).without_ragged_end().total == len(times)


def test_a_single_frame_has_no_ragged_end() -> None:
    assert _tally(0).without_ragged_end().total == 1
