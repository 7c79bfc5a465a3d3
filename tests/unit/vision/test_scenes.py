"""Scenes are told to the frame, however shots are joined, and whatever happens inside them."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.seeing.footage import filmed
from benchmarks.seeing.judging import judged
from dropcut.domain.scenes import Boundary, Scenes, SeeingWish
from dropcut.vision.choosing import chosen
from tests.media.clips import X264, Clips
from tests.unit.vision.clips import Eyes

SHOTS = (
    "testsrc2=s=320x180:r=25:d={0}",
    "mandelbrot=s=320x180:r=25:start_scale=0.3,trim=duration={0}",
    "smptehdbars=s=320x180:r=25:d={0}",
    "gradients=s=320x180:r=25:d={0}:c0=navy:c1=orange:seed=3",
)


def joined(clips: Clips, name: str, *lengths: str, filters: str = "null", codec: tuple[str, ...] = X264) -> Path:
    """Shots of so many seconds, one after another."""
    inputs = [word for shot, length in zip(SHOTS, lengths, strict=False) for word in ("-f", "lavfi", "-i", shot.format(length))]
    parts = "".join(f"[{number}]format=yuv420p,setsar=1[v{number}];" for number in range(len(lengths)))
    graph = f"{parts}{''.join(f'[v{number}]' for number in range(len(lengths)))}concat=n={len(lengths)},{filters}"
    return clips.made(name, *inputs, "-filter_complex", graph, *codec)


def mixed(clips: Clips, name: str, how: str) -> Path:
    """Two shots of three seconds, of which one second is both."""
    inputs = [word for shot in SHOTS[:2] for word in ("-f", "lavfi", "-i", shot.format(3))]
    graph = f"[0]format=yuv420p,setsar=1[a];[1]format=yuv420p,setsar=1[b];[a][b]xfade=transition={how}:duration=1:offset=2"
    return clips.made(name, *inputs, "-filter_complex", graph, *X264)


def starts(scenes: Scenes) -> list[int]:
    return [scene.first for scene in scenes.scenes[1:]]


def test_cuts_are_told_to_the_frame(eyes: Eyes, clips: Clips) -> None:
    scenes = eyes.see(joined(clips, "cuts.mp4", "1.2", "0.8", "2")).scenes
    assert starts(scenes) == [30, 50]
    assert [scene.boundary for scene in scenes.scenes] == [Boundary.START, Boundary.CUT, Boundary.CUT]
    assert [scene.start for scene in scenes.scenes] == [Fraction(0), Fraction(6, 5), Fraction(2)]
    assert scenes.scenes[-1].end == 4
    assert scenes.changes == (Fraction(6, 5) - Fraction(1, 50), Fraction(2) - Fraction(1, 50))


def test_scenes_follow_one_another_without_a_gap(eyes: Eyes, clips: Clips) -> None:
    scenes = eyes.see(joined(clips, "all.mp4", "1.2", "0.8", "2", "1")).scenes.scenes
    assert scenes[0].first == 0
    assert all(
        later.first == earlier.first + earlier.frames and later.start == earlier.end for earlier, later in pairwise(scenes)
    )


def test_a_dissolve_is_one_change_and_what_is_mixed_is_left_out_of_both(eyes: Eyes, clips: Clips) -> None:
    before, after = eyes.see(mixed(clips, "dissolve.mp4", "fade")).scenes.scenes
    assert after.boundary is Boundary.DISSOLVE
    assert 50 <= after.first <= 75
    assert before.clear_end <= Fraction(56, 25)
    assert after.clear_start >= Fraction(69, 25)


def test_a_fade_through_black_is_one_change(eyes: Eyes, clips: Clips) -> None:
    scenes = eyes.see(mixed(clips, "black.mp4", "fadeblack")).scenes
    assert [scene.boundary for scene in scenes.scenes] == [Boundary.START, Boundary.FADE]
    assert 50 <= scenes.scenes[1].first <= 75


def test_a_flash_is_no_change(eyes: Eyes, clips: Clips) -> None:
    flash = "lutyuv=y='clip(val+120,16,235)':enable='between(n,40,42)'"
    assert starts(eyes.see(joined(clips, "flash.mp4", "3", filters=flash)).scenes) == []


def test_frames_that_come_at_changing_times_keep_theirs(eyes: Eyes, clips: Clips) -> None:
    late = "setpts='(N/25+0.012*mod(N,3))/TB'"
    clip = joined(clips, "vfr.mkv", "1.2", "1.2", filters=late, codec=(*X264, "-fps_mode", "passthrough"))
    scenes = eyes.see(clip).scenes
    assert starts(scenes) == [30]
    assert abs(scenes.scenes[1].start - Fraction(12, 10)) <= Fraction(1, 500)


def test_black_scenes_are_told(eyes: Eyes, clips: Clips) -> None:
    dark = "drawbox=color=black:t=fill:enable='gte(n,40)'"
    seen = eyes.see(joined(clips, "dark.mp4", "3", filters=dark)).scenes
    assert starts(seen) == [40]
    assert [scene.black for scene in seen.scenes] == [False, True]
    assert seen.remarks == ("The picture is black for 1.4 s at 1.6 s.",)


def test_scenes_that_stand_still_are_told(eyes: Eyes, clips: Clips) -> None:
    still = "trim=end_frame=1,loop=loop=59:size=1,setpts=N/25/TB"
    seen = eyes.see(joined(clips, "still.mp4", "1", filters=still)).scenes
    assert seen.scenes[0].frozen


def test_every_scene_has_a_picture_of_its_own(eyes: Eyes, clips: Clips) -> None:
    scenes = eyes.see(joined(clips, "pictures.mp4", "1.2", "0.8", "2")).scenes
    thumbnails = eyes.read(scenes.thumbnails)
    pictures = [scene.thumbnail.of(thumbnails) for scene in scenes.scenes]
    assert len(set(pictures)) == 3
    assert all(picture.startswith(b"\xff\xd8") and picture.endswith(b"\xff\xd9") for picture in pictures)
    assert all(scene.start <= scene.best < scene.end for scene in scenes.scenes)


def test_a_picture_that_is_stored_lying_is_seen_upright(eyes: Eyes, clips: Clips, folder: Path) -> None:
    lying = joined(clips, "lying.mp4", "1")
    turned = clips.made("turned.mp4", "-i", str(lying), "-c", "copy", "-metadata:s:v:0", "rotate=90")
    scenes = eyes.see(turned).scenes
    picture = scenes.asset.footage.pictures[0] if scenes.asset.footage else None
    assert picture is not None
    if picture.rotation in {90, 270}:
        height, width = jpeg_size(scenes.scenes[0].thumbnail.of(eyes.read(scenes.thumbnails)))
        assert height > width


def jpeg_size(data: bytes) -> tuple[int, int]:
    at = data.index(b"\xff\xc0")
    return int.from_bytes(data[at + 5 : at + 7]), int.from_bytes(data[at + 7 : at + 9])


def test_one_frame_is_one_scene(eyes: Eyes, clips: Clips) -> None:
    (scene,) = eyes.see(joined(clips, "one.mp4", "0.04")).scenes.scenes
    assert (scene.first, scene.frames) == (0, 1)


@pytest.mark.parametrize("kind", [pytest.param("shake", marks=pytest.mark.soak), "everything"])
def test_generated_footage_is_told_apart(eyes: Eyes, folder: Path, kind: str) -> None:
    clip = filmed(kind, 7, folder)
    found = starts(eyes.see(clip.file).scenes)
    assert judged(found, clip.changes).score >= 0.8


def test_without_the_engine_a_sentence_says_so() -> None:
    told = chosen(SeeingWish(), lambda: False)
    assert told.engine is None
    assert "dropcut[vision]" in told.why
