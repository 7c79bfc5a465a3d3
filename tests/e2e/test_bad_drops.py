"""Whatever is dropped: a sentence that says what is wrong, the right exit code, and the rest is made all the same."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.e2e.product import EXAMPLE, make, report_of

LINE = "Take one sheet of paper, and fold it in half from top to bottom.\n"
FRENCH = "Bonjour à tous, et bienvenue dans notre petite cuisine.\nAujourd'hui, nous préparons une soupe aux oignons.\n"
DONE, BAD_INPUT = 0, 3
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
ODD_NAME = "-i it's \"said\";\nin 'two' rows \u202e.mp4"
OTHER_ODD_NAMES = ("-y.mp4", "%d {x} [0:v] $(id) #1.mp4", "\u200fא,ב=ג:ד.mp4", " 'quoted' .mp4")


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(("ffmpeg", "-v", "error", "-nostdin", "-y", *arguments), check=True)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def spoken(path: Path) -> Path:
    """Five seconds in which the line is said: small, and heard from close by."""
    seen, heard = ("-t", "5.3", "-i", EXAMPLE / "take2.mov"), ("-ss", "1.4", "-t", "5.3", "-i", EXAMPLE / "voice.wav")
    ffmpeg(*seen, *heard, "-map", "0:v", "-map", "1:a", "-vf", "scale=160:90", *X264, path)
    return path


def moving(path: Path, *sound: str) -> Path:
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=2", *sound, *X264, path)
    return path


def corrupt(path: Path) -> None:
    path.write_bytes(Random(1).randbytes(20_000))


def truncated(path: Path) -> None:
    path.write_bytes((EXAMPLE / "take2.mov").read_bytes()[:100_000])


def without_a_frame(path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "color=s=64x64:r=25", "-frames:v", "0", "-f", "mov", path)


def without_a_sample(path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "sine", "-t", "0", "-f", "wav", path)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "corrupt.mp4": (corrupt, "is in no format that Dropcut reads"),
    "truncated.mov": (truncated, "is cut short"),
    "zero.mp4": (Path.touch, "is empty"),
    "no-frames.mov": (without_a_frame, "holds no picture and no sound"),
    "no-samples.wav": (without_a_sample, "holds no picture and no sound"),
}


def break_all(drop: Path) -> None:
    for name, (broken, _) in BROKEN.items():
        broken(drop / name)


def test_an_empty_folder_is_told_what_it_lacks(drop: Path) -> None:
    done = make(drop)
    assert (done.code, done.errors) == (BAD_INPUT, "It waits for footage: put at least one clip into the folder.\n")
    assert not (drop / "cut").exists()


def test_a_script_alone_is_told_what_it_lacks(drop: Path) -> None:
    (drop / "script.txt").write_text(LINE)
    done = make(drop)
    assert (done.code, done.errors) == (BAD_INPUT, "It waits for footage: put at least one clip into the folder.\n")


def test_every_broken_clip_is_named_with_what_is_wrong_with_it(drop: Path) -> None:
    break_all(drop)
    done = make(drop)
    assert done.code == BAD_INPUT
    said = done.errors.splitlines()
    for name, (_, sentence) in BROKEN.items():
        assert any(name in row and sentence in row for row in said), (name, done.errors)
    assert not (drop / "cut").exists()


def test_broken_clips_do_not_keep_a_good_one_from_being_cut(drop: Path) -> None:
    break_all(drop)
    spoken(drop / "good.mp4")
    (drop / "script.txt").write_text(LINE)
    done = make(drop)
    assert done.code == DONE, done.errors
    report = report_of(drop)
    assert [line["status"] in {"chosen", "ambiguous"} for line in report["lines"]] == [True]
    assert {refused["file"] for refused in report["refused"]} == set(BROKEN)
    assert all(name in done.errors for name in BROKEN)


def test_sound_alone_is_cut_over_a_plain_picture(drop: Path) -> None:
    ffmpeg("-ss", "1.4", "-t", "5.3", "-i", EXAMPLE / "voice.wav", drop / "voice.wav")
    (drop / "script.txt").write_text(LINE)
    assert make(drop).code == DONE
    streams = ("ffprobe", "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", drop / "cut" / "cut.mp4")
    assert set(subprocess.run(streams, capture_output=True, text=True, check=True).stdout.split()) == {"video", "audio"}


def test_footage_in_which_nobody_speaks_cannot_be_cut_to_a_script(drop: Path) -> None:
    moving(drop / "no sound.mp4")
    moving(drop / "silent.mp4", "-f", "lavfi", "-t", "2", "-i", "anullsrc=r=48000:cl=mono", "-c:a", "aac")
    (drop / "script.txt").write_text(LINE)
    done = make(drop)
    assert done.code == BAD_INPUT, done
    assert "Traceback" not in done.errors
    assert done.errors.count("\n") <= 3
    assert not (drop / "cut" / "cut.mp4").exists()


def test_a_script_in_another_language_than_the_footage_finds_nothing_and_says_so(drop: Path) -> None:
    spoken(drop / "take.mp4")
    (drop / "script.txt").write_text(FRENCH)
    done = make(drop)
    assert done.code == BAD_INPUT, done
    assert "Traceback" not in done.errors
    assert "script" in done.errors
    assert not (drop / "cut" / "cut.mp4").exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("script.md", bytes(range(256)) * 40, "script.md"),
        ("script.pdf", b"%PDF-1.7", "is in no format that a script is read from"),
    ],
)
def test_a_script_that_cannot_be_read_is_named(drop: Path, name: str, data: bytes, sentence: str) -> None:
    moving(drop / "take.mp4")
    (drop / name).write_bytes(data)
    done = make(drop)
    assert done.code == BAD_INPUT, done
    assert sentence in done.errors
    assert "Traceback" not in done.errors


def test_two_scripts_are_one_too_many(drop: Path) -> None:
    moving(drop / "take.mp4")
    (drop / "one.txt").write_text(LINE)
    (drop / "two.md").write_text(LINE)
    done = make(drop)
    assert done.code == BAD_INPUT
    assert "one.txt and two.md" in done.errors


def test_names_of_every_kind_are_only_names(drop: Path) -> None:
    spoken(drop / ODD_NAME)
    take = moving(drop.parent / "take.mp4")
    for number, name in enumerate(OTHER_ODD_NAMES, 1):  # the same bytes under two names would be one clip
        (drop / name).write_bytes(take.read_bytes() + b"\0\0\0\x08free" * number)
    (drop / "script.txt").write_text(LINE)
    done = make(drop)
    assert done.code == DONE, done.errors
    report = report_of(drop)
    assert set(report["clips"]) == {ODD_NAME, *OTHER_ODD_NAMES}
    assert {piece["clip"] for piece in report["lines"][0]["pieces"]} == {ODD_NAME}


@pytest.mark.soak
def test_a_script_of_five_thousand_lines_is_searched_for_all_of_them(drop: Path) -> None:
    words = ["paper", "boat", "river", "winter", "candle", "orange", "seven", "window", "garden", "silver", "market", "doctor"]
    choice = Random(1)
    lines = [" ".join(choice.choices(words, k=8)) + ".\n" for _ in range(4_999)]
    spoken(drop / "take.mp4")
    (drop / "script.txt").write_text("".join([*lines, LINE]))
    done = make(drop, limit_s=1200)
    assert done.code == DONE, done.errors
    report = report_of(drop)
    assert len(report["lines"]) == 5_000
    assert report["lines"][-1]["status"] in {"chosen", "ambiguous"}
    assert sum(line["status"] == "missing" for line in report["lines"]) == 4_999
