"""Marks of others are found where they are, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.seeing.judging import overlap
from benchmarks.seeing.marked import SIZE, Marked, marked, unmarked
from dropcut.domain.errors import Permanent
from dropcut.domain.marks import Mark, MarkKind
from dropcut.vision.onnx_model import OnnxModel
from tests.media.clips import X264, Clips, picture
from tests.unit.vision.clips import Eyes
from tests.unit.vision.tiny_onnx import SIDE, tiny_onnx


def in_pixels(mark: Mark) -> tuple[float, ...]:
    box = mark.box
    return float(box.x) * SIZE[0], float(box.y) * SIZE[1], float(box.width) * SIZE[0], float(box.height) * SIZE[1]


def best(clip: Marked, marks: tuple[Mark, ...]) -> float:
    assert clip.box is not None
    return max((overlap(in_pixels(mark), clip.box) for mark in marks), default=0.0)


@pytest.mark.parametrize(
    ("kind", "opacity"),
    [
        ("bug", 1.0),
        ("watermark", 0.3),
        pytest.param("timecode on a plate", 0.6, marks=pytest.mark.soak),
        pytest.param("caption", 0.3, marks=pytest.mark.soak),
    ],
)
def test_a_mark_over_a_moving_picture_is_found_where_it_is(eyes: Eyes, folder: Path, kind: str, opacity: float) -> None:
    clip = marked(kind, opacity, 0, folder)
    found = eyes.see(clip.file).marks
    assert best(clip, found.marks) >= 0.7
    crops = eyes.read(found.crops)
    assert all(mark.crop.of(crops).startswith(b"\xff\xd8") for mark in found.marks)
    assert found.marks[0].spans[0].start == 0


def test_a_logo_of_the_drop_is_found_by_its_name_in_any_size(eyes: Eyes, folder: Path) -> None:
    clip = marked("own logo", 0.6, 0, folder)
    assert clip.logo is not None
    found = eyes.see(clip.file, clip.logo, name=lambda path: f"logos/{path.name}" if path.suffix == ".png" else path.name).marks
    named = [mark for mark in found.marks if mark.kind is MarkKind.LOGO]
    assert [mark.name for mark in named] == [f"logos/{clip.logo.name}"]
    assert best(clip, tuple(named)) >= 0.6


@pytest.mark.parametrize("kind", ["unmarked", pytest.param("letterboxed", marks=pytest.mark.soak), "screen"])
def test_nothing_else_is_taken_for_a_mark(eyes: Eyes, folder: Path, kind: str) -> None:
    assert eyes.see(unmarked(kind, 0, folder).file).marks.marks == ()


def test_a_picture_that_stands_still_tells_nothing_and_says_so(eyes: Eyes, clips: Clips) -> None:
    still = clips.made("standing.mp4", *picture(seconds="4", filters="trim=end_frame=1,loop=loop=99:size=1"), *X264)
    found = eyes.see(still).marks
    assert found.marks == ()
    assert any("hardly changes" in remark for remark in found.remarks)


def test_a_model_of_the_users_is_asked_too(eyes: Eyes, clips: Clips, folder: Path) -> None:
    model = folder / "logos.onnx"
    model.write_bytes(tiny_onnx([(32, 18, 16, 8, 0.9, 0.1), (10, 10, 4, 4, 0.05, 0.05)]))
    found = eyes.see(clips.made("moving.mp4", *picture(seconds="3"), *X264), model).marks
    (mark,) = [mark for mark in found.marks if mark.kind is MarkKind.DETECTED]
    assert mark.name == "logo"
    assert abs(float(mark.confidence) - 0.9) <= 0.01
    expected = (24 / SIDE, 14 / (SIDE * 9 / 16), 16 / SIDE, 8 / (SIDE * 9 / 16))
    box = mark.box
    assert overlap((float(box.x), float(box.y), float(box.width), float(box.height)), expected) >= 0.9


@pytest.mark.parametrize("data", [b"", b"not a model"], ids=["empty", "text"])
def test_what_is_no_model_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Permanent, match=r"logos\.onnx is no ONNX model"):
        OnnxModel("logos.onnx", data)
