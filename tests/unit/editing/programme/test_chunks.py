"""Chunks are the same everywhere: a minute's work of the engine that they are for."""

from __future__ import annotations

import pytest

from dropcut.domain.speech import Engine
from dropcut.domain.upscaling import Sharpening
from dropcut.domain.values import Sha256
from dropcut.editing.programme.chunks import chunk_length, chunks_of, enlarged_size

VIDEO, PLUS = 1_238_000, 35_850_000


def sharpening(kind: str, flops: int) -> Sharpening:
    engine = Engine(name=kind, version="1")
    told = {"engine": engine, "kind": kind, "model": "any", "scale": 4, "weights": Sha256("0" * 64), "flops": flops}
    return Sharpening.model_validate(told)


@pytest.mark.parametrize(
    ("kind", "flops", "size", "frames"),
    [
        ("torch", PLUS, (640, 480), 320),
        ("torch", PLUS, (1920, 1080), 48),
        ("torch", VIDEO, (1920, 1080), 1400),
        ("torch", VIDEO, (640, 360), 1500),
        ("ncnn", VIDEO, (320, 180), 160),
        ("ncnn", VIDEO, (1280, 720), 10),
        ("ncnn", PLUS, (1920, 1080), 1),
    ],
)
def test_a_chunk_is_about_a_minutes_work(kind: str, flops: int, size: tuple[int, int], frames: int) -> None:
    assert chunk_length(sharpening(kind, flops), *size) == frames


def test_chunks_hold_every_frame_once() -> None:
    assert list(chunks_of(25, 10)) == [(0, 10), (10, 10), (20, 5)]
    assert list(chunks_of(10, 10)) == [(0, 10)]
    assert list(chunks_of(1, 10)) == [(0, 1)]


def test_a_picture_is_made_no_larger_than_it_is_shown() -> None:
    assert enlarged_size((640, 360), (1280, 720), 2) == (1280, 720)
    assert enlarged_size((640, 360), (1280, 720), 4) == (1280, 720)
    assert enlarged_size((640, 360), (2560, 1440), 4) == (2560, 1440)
    assert enlarged_size((640, 360), (1922, 1082), 4) == (2560, 1440)
    assert enlarged_size((1280, 720), (1280, 720), 4) is None
    assert enlarged_size((1920, 1080), (1280, 720), 4) is None
    assert enlarged_size((63, 35), (126, 70), 2) == (126, 70)
