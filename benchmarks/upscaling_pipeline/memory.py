"""Memory over an hour of simulated video: chunk after chunk in one process, through the true pipeline with a trivial network.

Run: python -m benchmarks.upscaling_pipeline.memory [--minutes 60] [--sizes 320x180,640x360,1280x720,1920x1080]
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import pairwise
from time import monotonic

from benchmarks.tables import table
from benchmarks.upscaling_pipeline.chunks import Size, benched, chunk, drawn, encoder, made, repeated_pixels
from benchmarks.upscaling_pipeline.watching import watched
from dropcut.domain.settings import Preset

_CHUNK = 1500
"""Frames: a minute of video, the longest chunk that there is."""
_PARTS = 5
_HEAD = ("from", "to", "frames", "frames/s", "the most in the first chunk, MiB", "in each fifth, MiB", "ffmpeg, MiB")


def main() -> None:
    """Print a row a resolution, as soon as it is known."""
    told = _told()
    for size in told.sizes.split(","):
        wide, high = (int(side) for side in size.split("x"))
        print(table(_HEAD, [_row((wide, high), told)]), flush=True)


def _told() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.upscaling_pipeline.memory")
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--frames", type=int, default=_CHUNK, help="of each minute: fewer where there is no time for all")
    parser.add_argument("--sizes", default="320x180,640x360,1280x720,1920x1080")
    return parser.parse_args()


def _row(size: Size, told: Namespace) -> tuple[str, ...]:
    """The most in the first chunk, and in each fifth of them all: what leaks grows from fifth to fifth."""
    ends, count = [monotonic()], told.frames
    with benched() as bench, watched() as memory:
        kept = encoder("libx264", Preset.DRAFT, bench)
        for minute in range(told.minutes):
            made(chunk(count, size, 2, kept), drawn(size, count, minute), repeated_pixels, bench, lambda _done: None)
            ends.append(monotonic())
    fifths = [ends[part * told.minutes // _PARTS] for part in range(_PARTS + 1)]
    most = [f"{memory.most(since, until):.0f}" for since, until in pairwise(fifths)]
    frames = told.minutes * count
    larger = f"{2 * size[0]}x{2 * size[1]}"
    figures = (f"{memory.most(until=ends[1]):.0f}", " ".join(most), f"{max(memory.beside):.0f}")
    return f"{size[0]}x{size[1]}", larger, f"{frames:,}", f"{frames / (ends[-1] - ends[0]):.0f}", *figures


if __name__ == "__main__":
    main()
