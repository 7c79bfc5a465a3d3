"""Before and after, side by side: as it was, enlarged as players do, and upscaled. One frame, or a few seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dropcut.domain.upscaling import Stretch
from dropcut.media.bench import Bench
from dropcut.media.drawing import EXACT, in_plain_colours
from dropcut.media.encoding import COLOURS
from dropcut.media.pieces import input_of, size_of
from dropcut.media.running import Bounds, follow
from dropcut.media.stretches import keep, opened, started_by

_BOUNDS: Final = Bounds(cpu_s=600, wall_s=600, written=4 * 1024**3)
_BETWEEN: Final = 8
"""Pixels."""
_LONGEST_S: Final = 10
_WIDEST, _HIGHEST = 1920, 2160
_RATE: Final = "RATE"
_COUNTED: Final = f"settb=1/1000000,setpts=N/({_RATE})/TB,setsar=1"
"""One frame beside the other, whatever their times are rounded to."""
_AS_A_CLIP: Final = (
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "17", "-threads", "4", *COLOURS, "-map_metadata", "-1",
    "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4",
)  # fmt: skip
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


def moving_side_by_side(stretch: Stretch, source: Path, upscaled: Path, bench: Bench) -> Path:
    """The first seconds of a stretch, on the left as it was and on the right as in `upscaled`, as H.264.

    Of large pictures the middle: what is shown smaller than it is can be compared with nothing.
    """
    target, frames = bench.scratch / "compare.mp4", min(stretch.frames, round(_LONGEST_S * stretch.rate))
    before = keep(stretch.model_copy(update={"frames": frames}), source, bench)
    width, height = size_of(upscaled)
    seen = f"crop={min(width, _WIDEST) // 2 * 2}:{min(height, _HIGHEST) // 2 * 2}"
    larger = f"scale={width}:{height}:flags=bicubic"
    laid = (
        f"[0]{larger},{seen},{_COUNTED},pad=iw+{_BETWEEN}:ih:0:0:white[left];"
        f"[1]{larger},{seen},{_COUNTED}[right];[left][right]hstack,format=yuv420p"
    )
    rate = f"{stretch.rate.numerator}/{stretch.rate.denominator}"
    shown = ("-filter_complex", laid.replace(_RATE, rate), "-frames:v", str(frames), "-fps_mode", "passthrough")
    _run((*input_of(before), *input_of(upscaled), *shown, *_AS_A_CLIP, target.name), bench)
    return target


_PLAIN: Final = ("-map_metadata", "-1", "-fflags", "+bitexact", "-f", "image2", "-update", "1")


def _size_of(raw: Path, width: int, height: int) -> tuple[int, int]:
    """Of a picture that has the shape of another one, a whole number of times as large."""
    times = round((raw.stat().st_size / (3 * width * height)) ** 0.5)
    return width * times, height * times


def _run(arguments: tuple[str, ...], bench: Bench) -> None:
    follow((*started_by(bench), *arguments), _BOUNDS, len, bench.stop, bench.scratch)
