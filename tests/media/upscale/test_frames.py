"""A chunk holds exactly its frames, whichever they are and however they came."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.domain.upscaling import Conformity
from tests.media.clips import X264, Clips, picture
from tests.media.render.footage import numbered
from tests.media.render.hands import Hands
from tests.media.render.measuring import seen
from tests.media.test_pictures import TURNS, _turned
from tests.media.upscale.engines import conformed, path_of, stretch_of, upscaled, whole
from tests.media.upscale.frames import hashes_of, planes_of

SIZE = (640, 360)


@pytest.mark.parametrize("length", [7, 16])
def test_chunked_equals_unchunked(hands: Hands, clips: Clips, length: int) -> None:
    asset = hands.asset(clips.made("moving.mp4", *picture(), *X264, "-bf", "2", "-g", "30"))
    segment = conformed(hands, stretch_of(asset, 40, first=5))
    parts = [(first, min(length, 40 - first)) for first in range(0, 40, length)]

    at_once = upscaled(hands, whole(segment), SIZE)
    of_a_segment = [upscaled(hands, Conformity(conformed=segment, first=first, frames=count), SIZE) for first, count in parts]
    of_the_clip = [upscaled(hands, stretch_of(asset, count, first=5 + first), SIZE) for first, count in parts]

    expected = hashes_of(path_of(at_once))
    assert len(set(expected)) == 40
    assert hashes_of(*map(path_of, of_a_segment)) == expected
    assert len(hashes_of(*map(path_of, of_the_clip))) == 40


def test_every_frame_is_the_one_that_was_asked_for(hands: Hands, clips: Clips) -> None:
    asset = hands.asset(numbered(clips))

    of_the_clip = upscaled(hands, stretch_of(asset, 9, first=60), SIZE)
    of_a_segment = upscaled(
        hands, Conformity(conformed=conformed(hands, stretch_of(asset, 50, first=20)), first=40, frames=9), SIZE
    )

    assert seen(path_of(of_the_clip)).numbers() == list(range(60, 69))
    assert seen(path_of(of_a_segment)).numbers() == list(range(60, 69))


def test_a_clip_of_changing_rate_gives_frames_at_a_constant_one(hands: Hands, clips: Clips) -> None:
    changing = "setpts='if(lt(N,20),N/25,0.8+(N-20)/10)/TB'"
    clip = clips.made("changing.mp4", *picture(seconds="2", filters=changing), *X264, "-fps_mode", "vfr", "-bf", "0")
    asset = hands.asset(clip)
    assert asset.footage is not None
    assert not asset.footage.pictures[0].constant

    made = upscaled(hands, whole(conformed(hands, stretch_of(asset, 83, rate=Fraction(30000, 1001)))), SIZE)

    assert made.frames == len(hashes_of(path_of(made))) == 83


@pytest.mark.parametrize("size", [(63, 35), (17, 9), (64, 35)])
def test_odd_sizes_become_exactly_so_many_times_as_large(hands: Hands, clips: Clips, size: tuple[int, int]) -> None:
    width, height = size
    drawn = picture(seconds="0.2", filters=f"scale={width}:{height},setsar=1,format=yuv444p")
    asset = hands.asset(clips.made(f"odd-{width}-{height}.mkv", *drawn, "-c:v", "ffv1"))

    for source in (stretch_of(asset, 5), whole(conformed(hands, stretch_of(asset, 5)))):
        made = upscaled(hands, source, (2 * width, 2 * height))
        assert planes_of(path_of(made))[0].shape == (2 * height, 2 * width)
        assert len(hashes_of(path_of(made))) == 5


def test_a_turned_clip_stands_upright(hands: Hands, clips: Clips) -> None:
    *matrix, _, _ = TURNS["clockwise 90"]
    straight = clips.made("straight.mp4", *picture(), *X264, "-frames:v", "5")
    turned = clips.changed(straight, "turned.mp4", "clockwise 90", _turned(*matrix))

    made = upscaled(hands, stretch_of(hands.asset(turned), 3), (360, 640))

    assert planes_of(path_of(made))[0].shape == (640, 360)


def test_what_is_transparent_is_shown_without_that(hands: Hands, clips: Clips) -> None:
    drawn = picture(seconds="0.2", filters="format=yuva420p,lut=a=80")
    asset = hands.asset(clips.made("clear.mkv", *drawn, "-c:v", "ffv1", "-pix_fmt", "yuva420p"))
    plain = hands.asset(clips.made("plain.mkv", *picture(seconds="0.2"), "-c:v", "ffv1", "-pix_fmt", "yuv420p"))

    clear, solid = (path_of(upscaled(hands, stretch_of(each, 5), SIZE)) for each in (asset, plain))

    difference = planes_of(clear)[0].astype(int) - planes_of(solid)[0].astype(int)
    assert abs(difference).max() <= 2


def test_the_size_that_was_asked_for_is_met_by_resampling(hands: Hands, clips: Clips) -> None:
    asset = hands.asset(clips.made("moving.mp4", *picture(), *X264, "-bf", "2", "-g", "30"))

    made = upscaled(hands, stretch_of(asset, 2), (500, 281))

    assert (made.width, made.height) == (500, 281)
    assert planes_of(path_of(made))[0].shape == (281, 500)


def test_a_chunk_says_what_it_is(hands: Hands, clips: Clips) -> None:
    asset = hands.asset(clips.made("moving.mp4", *picture(), *X264, "-bf", "2", "-g", "30"))
    segment = conformed(hands, stretch_of(asset, 12))

    made = upscaled(hands, Conformity(conformed=segment, first=8, frames=3), SIZE)

    assert segment.blob is not None
    assert (made.source, made.first, made.frames) == (segment.blob.sha256, 8, 3)
    assert (made.engine.name, made.weights, made.blob.size) == ("nearest", "0" * 64, Path(made.blob.path).stat().st_size)
