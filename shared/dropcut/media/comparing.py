"""Before and after, side by side: one frame as it was, enlarged as players do, and the same frame upscaled."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dropcut.domain.upscaling import Stretch
from dropcut.media.bench import Bench
from dropcut.media.drawing import EXACT, in_plain_colours
from dropcut.media.pieces import input_of
from dropcut.media.running import Bounds, follow
from dropcut.media.stretches import opened, started_by

_BOUNDS: Final = Bounds(cpu_s=600, wall_s=600, written=4 * 1024**3)
_BETWEEN: Final = 8
"""Pixels."""
_AS_A_STILL: Final = f"scale=flags={EXACT}:out_color_matrix=bt601:out_range=pc,format=yuvj444p"


def side_by_side(stretch: Stretch, source: Path, upscaled: Path, bench: Bench) -> Path:
    """The first frame of a stretch, on the left as it was and on the right as `upscaled` begins, as JPEG."""
    target, before, after = bench.scratch / "compare.jpg", "before.raw", "after.raw"
    raw = ("-frames:v", "1", "-f", "rawvideo")
    with opened(stretch.model_copy(update={"frames": 1}), source, "rgb24", bench) as shown:
        _run((*shown.arguments, *raw, before), bench)
        small = f"{shown.width}x{shown.height}"
    _run((*input_of(upscaled), "-vf", in_plain_colours("rgb24"), *raw, after), bench)
    width, height = _size_of(bench.scratch / after, shown.width, shown.height)
    first = ("-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", small, "-i", before)
    second = ("-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", f"{width}x{height}", "-i", after)
    laid = f"[0]scale={width}:{height}:flags=bicubic,pad=iw+{_BETWEEN}:ih:0:0:white[left];[left][1]hstack,{_AS_A_STILL}"
    _run((*first, *second, "-filter_complex", laid, "-frames:v", "1", "-q:v", "2", *_PLAIN, target.name), bench)
    return target


_PLAIN: Final = ("-map_metadata", "-1", "-fflags", "+bitexact", "-f", "image2", "-update", "1")


def _size_of(raw: Path, width: int, height: int) -> tuple[int, int]:
    """Of a picture that has the shape of another one, a whole number of times as large."""
    times = round((raw.stat().st_size / (3 * width * height)) ** 0.5)
    return width * times, height * times


def _run(arguments: tuple[str, ...], bench: Bench) -> None:
    follow((*started_by(bench), *arguments), _BOUNDS, len, bench.stop, bench.scratch)
