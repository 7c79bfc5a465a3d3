"""Files too long to be read whole: counted from their index, or judged from samples, and either way said so.

Every file is too long here, as the limit is lowered; a short one shows the same.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.domain.footage import Footage
from dropcut.media.bench import Bench
from dropcut.media.probe import probe
from tests.media.clips import AAC, X264, Clips, picture, tone

Probed = Callable[[Path], Footage]

FROM_INDEX = "The file is large: its frames were counted from its index."
FROM_SAMPLES = "The file is large and has no full index: its frame rate and count were judged from samples."


@pytest.fixture
def probed_as_long(bench: Bench) -> Probed:
    limits = bench.limits.model_copy(update={"counted_bytes": 0})
    return lambda path: probe(path, path.name, Bench(bench.programs, bench.scratch, limits=limits))


@pytest.mark.parametrize(
    "encoder", [X264, ("-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p")], ids=["in order", "reordered"]
)
def test_an_index_tells_the_same_as_reading_it_all(
    clips: Clips, probed: Probed, probed_as_long: Probed, encoder: tuple[str, ...]
) -> None:
    clip = clips.made("indexed.mp4", *picture("30000/1001", "4"), *tone("4"), *encoder, *AAC)

    by_index, by_packets = probed_as_long(clip), probed(clip)

    assert by_index.pictures[0] == by_packets.pictures[0].model_copy(update={"counted": "index"})
    assert by_index.notes == (FROM_INDEX,)
    assert abs(by_index.duration - by_packets.duration) < Fraction(1, 20)


def test_an_index_tells_a_variable_rate(clips: Clips, probed_as_long: Probed) -> None:
    two_rates = "select='lt(t,1)+not(mod(n,2))'"
    clip = clips.made(
        "two-rates.mp4", *picture("60", "2", two_rates), *X264, "-fps_mode", "vfr", "-video_track_timescale", "60000"
    )

    seen = probed_as_long(clip).pictures[0]

    assert (seen.constant, seen.frames) == (False, 90)
    assert (seen.shortest_frame, seen.longest_frame) == (Fraction(1, 60), Fraction(1, 30))


def test_an_index_counts_no_frame_that_was_cut_off(clips: Clips, probed: Probed, probed_as_long: Probed) -> None:
    quick = clips.made("quick.mp4", *picture("25", "4"), *X264, "-movflags", "+faststart")
    half = clips.changed(quick, "take.mp4", "half", lambda clip: clip[: len(clip) // 2])

    assert probed_as_long(half).pictures[0].frames == probed(half).pictures[0].frames < 100


@pytest.mark.parametrize("ending", ["mkv", "ts"])
def test_samples_find_the_exact_rate_and_about_the_count(clips: Clips, probed_as_long: Probed, ending: str) -> None:
    clip = clips.made(f"unindexed.{ending}", *picture("30000/1001", "20"), *tone("20"), *X264, "-g", "30", *AAC)

    seen = probed_as_long(clip)

    assert (seen.pictures[0].rate, seen.pictures[0].constant, seen.pictures[0].counted) == (
        Fraction(30000, 1001),
        True,
        "samples",
    )
    assert abs(seen.pictures[0].frames - 600) <= 3
    assert seen.notes == (FROM_SAMPLES,)


def test_samples_find_a_rate_that_changes_halfway(clips: Clips, probed_as_long: Probed) -> None:
    changing = "select='lt(t,10)+not(mod(n,2))'"
    clip = clips.made("changing.mkv", *picture("50", "20", changing), *X264, "-g", "30", "-fps_mode", "vfr")

    assert not probed_as_long(clip).pictures[0].constant
