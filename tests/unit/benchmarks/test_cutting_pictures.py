"""Counted pictures: every frame says which it is, and a wrong one is seen."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from benchmarks.cutting.counted import Seen, drawn, filmed, read
from benchmarks.cutting.drops import Clip, write_wave
from benchmarks.cutting.pictures import compared
from benchmarks.cutting.reports import Line, Piece, Report

RATE = Fraction(25)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two seconds of clip 3, numbered from 0."""
    heard = tmp_path / "heard.wav"
    write_wave(heard, np.ones(32_000))
    filmed(tmp_path / "film.mp4", heard, 3, RATE, 50)
    return tmp_path / "film.mp4"


def clips(*names: str) -> list[Clip]:
    return [Clip(name, 0, 2.0, (), (), (), RATE, number=number) for number, name in enumerate(names)]


def said(clip: str, start: float) -> Report:
    return Report(2.0, (Line(1, "", "chosen", (Piece(clip, start, start + 2, 0, 2, clip, start),)),))


@pytest.mark.parametrize(("clip", "frame"), [(0, 0), (1, 1), (15, 2**19 - 1), (7, 300_000)])
def test_a_frame_says_which_it_is_in_any_size(clip: int, frame: int) -> None:
    picture = drawn(clip, frame)
    assert read(picture) == Seen(clip, frame)
    assert read(np.kron(picture, np.ones((5, 5), np.uint8))) == Seen(clip, frame)


def test_a_damaged_frame_says_nothing() -> None:
    picture = drawn(1, 1)
    picture[:12, :8] = 255 - picture[:12, :8]
    assert read(picture) is None


def test_a_film_that_is_what_its_report_says_has_no_wrong_frame(film: Path) -> None:
    found = compared(film, said("d", 0.0), clips("a", "b", "c", "d"))
    assert (found.frames, found.expected, found.wrong) == (50, 50, 0)


@pytest.mark.parametrize(("clip", "start"), [("d", 0.1), ("a", 0.0)])
def test_another_moment_or_clip_is_wrong(film: Path, clip: str, start: float) -> None:
    assert compared(film, said(clip, start), clips("a", "b", "c", "d")).wrong == 50
