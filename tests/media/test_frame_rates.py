"""A rate is exact, and whether it is constant is measured."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.domain.footage import Footage
from tests.media.clips import AAC, X264, Clips, picture, tone

Probed = Callable[[Path], Footage]


@pytest.mark.parametrize("ending", ["mp4", "mov", "mkv", "ts"])
@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "60"])
def test_a_constant_rate_is_found_exactly_whatever_the_clock_of_the_container(
    clips: Clips, probed: Probed, rate: str, ending: str
) -> None:
    clip = clips.made(f"steady.{ending}", *picture(rate, "3"), *X264, "-frames:v", "47")

    seen = probed(clip).pictures[0]

    assert (seen.rate, seen.constant, seen.frames, seen.counted) == (Fraction(rate), True, 47, "packets")
    assert seen.shortest_frame == seen.longest_frame == 1 / Fraction(rate)
    assert seen.duration == 47 / Fraction(rate)


def test_frames_that_are_shown_in_another_order_than_they_are_stored_are_counted_the_same(clips: Clips, probed: Probed) -> None:
    clip = clips.made(
        "b-frames.mp4", *picture("30000/1001"), "-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p", "-frames:v", "50"
    )

    seen = probed(clip).pictures[0]

    assert (seen.rate, seen.constant, seen.frames) == (Fraction(30000, 1001), True, 50)
    assert seen.start == 0


def test_two_rates_in_one_clip_are_a_variable_rate_with_exact_extremes(clips: Clips, probed: Probed) -> None:
    two_rates = "select='lt(t,1)+not(mod(n,2))'"  # a second at 60, then a second at 30
    clip = clips.made(
        "two-rates.mp4", *picture("60", "2", two_rates), *X264, "-fps_mode", "vfr", "-video_track_timescale", "60000"
    )

    seen = probed(clip)

    assert not seen.pictures[0].constant
    assert (seen.pictures[0].shortest_frame, seen.pictures[0].longest_frame) == (Fraction(1, 60), Fraction(1, 30))
    assert seen.pictures[0].frames == 90
    assert seen.pictures[0].rate == 60
    assert "The frame rate varies: frames last from 16.7 ms to 33.3 ms." in seen.notes


def test_dropped_frames_make_a_rate_variable_but_the_usual_frame_still_names_it(clips: Clips, probed: Probed) -> None:
    dropping = "select='not(eq(n,10)+eq(n,40)+eq(n,41))'"
    clip = clips.made("dropped.mkv", *picture("30000/1001", "2", dropping), *X264, "-fps_mode", "vfr")

    seen = probed(clip).pictures[0]

    assert (seen.constant, seen.rate, seen.frames) == (False, Fraction(30000, 1001), 57)
    assert abs(seen.longest_frame - 3 * Fraction(1001, 30000)) <= Fraction(1, 1000), (
        "three frames' time, to Matroska's millisecond"
    )


def test_a_still_stretch_is_said(clips: Clips, probed: Probed) -> None:
    clip = clips.made("hole.mkv", *picture("25", "4", "select='lt(n,20)+gt(n,80)'"), *X264, "-fps_mode", "vfr")

    assert any("stands still for 2.5 s" in note for note in probed(clip).notes)


def test_sound_that_starts_late_keeps_its_place(clips: Clips, probed: Probed) -> None:
    clip = clips.made("late.mkv", *picture(), "-itsoffset", "0.5", *tone("1"), *X264, "-c:a", "pcm_s16le")

    seen = probed(clip)

    assert seen.pictures[0].start == 0
    assert abs(seen.sounds[0].start - Fraction(1, 2)) <= Fraction(1, 1000)
    assert "The sound starts 500 ms after the picture." in seen.notes


def test_a_transport_stream_starts_at_zero_like_any_clip(clips: Clips, probed: Probed) -> None:
    clip = clips.made("camcorder.ts", *picture(), *tone(), *X264, *AAC)

    seen = probed(clip)

    assert min(seen.pictures[0].start, seen.sounds[0].start) == 0, "though its own clock starts at 1.4 s"


def test_a_start_timecode_is_read_with_its_frame(clips: Clips, probed: Probed) -> None:
    clip = clips.made("dropframe.mov", *picture("30000/1001"), *tone(), *X264, *AAC, "-timecode", "01:00:00;02")
    seen = probed(clip)

    assert seen.timecode is not None
    assert (seen.timecode.text, seen.timecode.frame) == ("01:00:00;02", 107_894)
    assert seen.notes == (), "a timecode track is no stream that anybody misses"


def test_a_timecode_that_its_rate_cannot_have_is_said_and_left(clips: Clips, probed: Probed) -> None:
    clip = clips.made("odd-label.mkv", *picture(), *X264, "-metadata", "timecode=01:00:00:99")
    seen = probed(clip)

    assert seen.timecode is None
    assert "Its start timecode 01:00:00:99 does not fit its frame rate and is not used." in seen.notes


def test_what_the_camera_wrote_is_kept_and_where_it_was_is_not(clips: Clips, probed: Probed) -> None:
    tags = {"creation_time": "2024-05-01T10:00:00+02:00", "make": "Acme", "model": "Cam 3", "location": "+48.2-16.3/"}
    written = tuple(word for name, value in tags.items() for word in ("-metadata", f"{name}={value}"))
    clip = clips.made("tagged.mkv", *picture(), *X264, *written)

    seen = probed(clip)

    assert (seen.recorded, seen.camera) == ("2024-05-01T08:00:00Z", "Acme Cam 3")
    assert "48.2" not in seen.model_dump_json()
