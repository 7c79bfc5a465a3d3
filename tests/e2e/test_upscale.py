"""`dropcut upscale` as a person runs it."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from subprocess import run

import av
import pytest

from tests.e2e.driving import ended, kill_all, soon
from tests.e2e.product import dropcut
from tests.e2e.upscaling_kills import CHUNKS, FRAMES, Upscaling, campaign
from tests.media.upscale.frames import hashes_of, planes_of

TWO_SECONDS = ("-f", "lavfi", "-i", "testsrc2=size=64x36:rate=25:duration=2", "-f", "lavfi", "-i", "sine=duration=2")


@pytest.fixture
def stage(tmp_path: Path) -> Upscaling:
    return Upscaling(tmp_path)


def packets(file: Path, kind: str) -> list[bytes]:
    with av.open(str(file)) as container:
        return [bytes(packet) for packet in container.demux(container.streams.get({kind: 0})) if packet.size]


def test_a_clip_becomes_larger_and_its_sound_stays_as_it_was(stage: Upscaling) -> None:
    stage.filmed(*TWO_SECONDS, "-c:a", "aac")

    done = stage.run("upscale", stage.clip, "--compare", "--compare-clip", "--progress", "plain")

    assert done.returncode == 0, done.stderr
    assert planes_of(stage.result)[0].shape == (72, 128)
    assert len(hashes_of(stage.result)) == 50
    assert packets(stage.result, "audio") == packets(stage.clip, "audio")
    assert "upscale 5/5" in done.stderr
    assert "Pixels are repeated, for a test." in done.stdout
    assert f"Done: {stage.result} and " in done.stdout
    still = planes_of(stage.result.with_name("clip.2x.compare.jpg"))[0]
    assert still.shape == (72, 2 * 128 + 8)
    moving = stage.result.with_name("clip.2x.compare.mp4")
    assert (planes_of(moving)[0].shape, len(hashes_of(moving))) == ((72, 2 * 128 + 8), 10)
    left, right = planes_of(moving)[0][:, :128].astype(int), planes_of(moving)[0][:, 136:].astype(int)
    assert 0 < abs(left - right).mean() < 16, "the same frame twice, enlarged in two ways"
    made = {"clip.2x.compare.jpg", "clip.2x.compare.mp4", "clip.2x.mp4", "clip.mp4"}
    assert {path.name for path in stage.drop.iterdir()} == made


def test_a_picture_of_one_point_is_a_clip_too(stage: Upscaling) -> None:
    raw = stage.side.with_suffix(".raw")
    raw.write_bytes(bytes(3 * 4))
    stage.clip = stage.drop / "point.mkv"
    read = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "1x1", "-r", "5", "-i", raw)
    run(("ffmpeg", "-v", "error", *read, "-c:v", "ffv1", "-pix_fmt", "yuv444p", stage.clip), check=True)

    done = stage.run("upscale", stage.clip, "--progress", "none")

    assert done.returncode == 0, done.stderr
    point = stage.drop / "point.2x.mkv"
    assert (planes_of(point)[0].shape, len(hashes_of(point))) == ((2, 2), 4)


def test_nothing_is_overwritten(stage: Upscaling) -> None:
    stage.filmed()
    stage.result.write_text("mine")

    done = stage.run("upscale", stage.clip)

    assert (done.returncode, stage.result.read_text()) == (2, "mine")
    assert "is there already, and nothing is overwritten" in done.stderr


def test_stopped_with_ctrl_c_it_goes_on_where_it_was(stage: Upscaling) -> None:
    stage.filmed()
    process = stage.start("upscale", stage.clip, "--progress", "none")
    soon(lambda: stage.chunks() >= 3)
    process.send_signal(signal.SIGINT)
    code, out, errors = ended(process)
    assert (code, stage.result.exists()) == (130, False), errors
    assert "run the same command again to go on" in out + errors

    done = stage.run("upscale", stage.clip, "--progress", "none")

    assert done.returncode == 0, done.stderr
    assert len(stage.frames()) == FRAMES
    assert stage.chunks() <= CHUNKS + 1


def test_four_kills_change_nothing_and_cost_a_chunk_each_at_most(tmp_path: Path) -> None:
    assert campaign(tmp_path, kills=4, seed=1).violations == ()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_hundred_kills_change_nothing(tmp_path: Path) -> None:
    assert campaign(tmp_path, kills=200, seed=2).violations == ()


def test_another_clip_that_comes_to_the_same_name_is_not_mistaken_for_it(stage: Upscaling) -> None:
    stage.filmed()
    process = stage.start("upscale", stage.clip, "--progress", "none")
    soon(lambda: stage.chunks() >= 3)
    kill_all(stage.processes())
    ended(process)
    stage.filmed("-f", "lavfi", "-i", "color=red:size=64x36:rate=25:duration=1")

    assert stage.run("upscale", stage.clip, "--progress", "none").returncode == 0
    assert len(stage.frames()) == 25
    assert len(set(stage.frames())) == 1


@pytest.mark.parametrize(
    ("made", "asked", "code", "said"),
    [
        ("text", (), 3, "clip.mp4 is text, not footage"),
        ("sound", (), 3, "clip.mp4 shows no moving picture, and only clips are upscaled"),
        ("picture", ("--scale", "3"), 2, "'3' is not one of '2', '4'"),
        ("picture", ("--model", "no-such"), 2, "There is no network called 'no-such'"),
        ("picture", ("--denoise", "0.3"), 2, "Only the network general-x4v3 leaves a choice"),
        ("picture", ("--denoise", "2", "--model", "general-x4v3"), 2, "which is no number from 0 to 1"),
        ("picture", ("-o", "result.avi"), 2, "result.avi cannot be made"),
        ("picture", ("-o", "no/such/result.mp4"), 2, "There is no folder"),
        ("nothing", (), 2, "does not exist"),
        ("hidden", (), 2, ".clip.mp4 is hidden"),
        ("pipe", (), 2, "clip.mp4 is not a file"),
        ("samples", ("-o", "result.mp4"), 3, "clip.mp4 has sound that an MP4 file cannot hold"),
    ],
)
def test_what_cannot_be_done_is_said(stage: Upscaling, made: str, asked: tuple[str, ...], code: int, said: str) -> None:
    if made == "text":
        stage.clip.write_text("Hello\n" * 50)
    elif made == "sound":
        run(("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", stage.clip), check=True)
    elif made == "samples":
        stage.filmed(*TWO_SECONDS, "-c:a", "pcm_s16le", "-f", "mov")
    elif made == "pipe":
        os.mkfifo(stage.clip)
    elif made != "nothing":
        stage.clip = stage.drop / (".clip.mp4" if made == "hidden" else "clip.mp4")
        stage.filmed()

    done = stage.run("upscale", stage.clip, "--progress", "none", *asked)

    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert not (stage.drop / "clip.2x.mp4").exists()


def test_what_was_missing_and_then_installed_is_found_by_the_same_command(stage: Upscaling) -> None:
    stage.filmed()
    missing = stage.side.with_suffix(".no-engine")
    missing.touch()
    failed = stage.run("upscale", stage.clip, "--progress", "none")
    missing.unlink()

    done = stage.run("upscale", stage.clip, "--progress", "none")

    assert (failed.returncode, "No engine is here. Install one." in failed.stderr) == (3, True), failed.stderr
    assert done.returncode == 0, done.stderr


def test_ten_bits_and_subtitles_come_through(stage: Upscaling) -> None:
    titles = stage.drop.parent / "titles.srt"
    titles.write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    deep = ("-pix_fmt", "yuv420p10le", "-c:v", "libx264", "-c:a", "flac", "-c:s", "srt")
    clip = stage.drop / "deep.mkv"
    run(("ffmpeg", "-v", "error", *TWO_SECONDS, "-i", titles, *deep, clip), check=True)

    done = stage.run("upscale", clip, "--progress", "none")

    assert done.returncode == 0, done.stderr
    with av.open(str(stage.drop / "deep.2x.mkv")) as larger:
        picture = larger.streams.video[0].codec_context
        kinds = [(stream.type, stream.codec_context.name) for stream in larger.streams]
    assert (picture.name, picture.pix_fmt, picture.width) == ("hevc", "yuv420p10le", 128)
    assert [kind for kind, _ in kinds] == ["video", "audio", "subtitle"]
    assert kinds[1][1] == "flac"
    assert len(hashes_of(stage.drop / "deep.2x.mkv")) == 50


def test_the_engine_that_needs_no_download_makes_a_real_clip_larger(stage: Upscaling) -> None:
    pytest.importorskip("ncnn")
    stage.filmed("-f", "lavfi", "-i", "testsrc2=size=63x35:rate=5:duration=1")

    done = dropcut("upscale", stage.clip, "--engine", "ncnn", "--scale", "4", "--progress", "none")

    assert done.code == 0, done.errors
    assert "animevideov3" in done.out
    assert len(hashes_of(stage.drop / "clip.4x.mp4")) == 5
