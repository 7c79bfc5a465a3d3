"""Chunks of a drawn video through the true pipeline: an ffmpeg that decodes, an engine, an ffmpeg that encodes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from dropcut.domain.programme import Encoder
from dropcut.domain.settings import Preset
from dropcut.domain.speech import Engine
from dropcut.domain.upscaling import Chunk, Sharpening, Stretch
from dropcut.domain.values import Sha256
from dropcut.media import programs
from dropcut.media.bench import Bench
from dropcut.media.enlarging import enlarge
from dropcut.media.repeats import Enlarge
from dropcut.media.stretches import Opened
from dropcut.ports.sharpening import Picture

RATE = Fraction(25)
Size = tuple[int, int]


@contextmanager
def benched() -> Iterator[Bench]:
    """With the programs of this machine, in a folder that goes with the block."""
    with TemporaryDirectory(prefix="pipeline-") as folder:
        yield Bench(programs=programs.locate(os.environ.get("PATH", os.defpath)), scratch=Path(folder))


def encoder(name: str, preset: Preset, bench: Bench) -> Encoder:
    """What keeps what is made."""
    return Encoder(name=name, preset=preset, build=bench.programs.build, threads=4, why="for a benchmark")


def chunk(frames: int, size: Size, times: int, kept: Encoder) -> Chunk:
    """So many frames, that many times as large."""
    any_engine = Engine(name="any", version="1")
    sharpening = Sharpening(engine=any_engine, kind="ncnn", model="any", scale=times, weights=Sha256("0" * 64), flops=1)
    stretch = Stretch(asset=None, start=Fraction(0), frames=frames, rate=RATE)
    return Chunk(source=stretch, width=times * size[0], height=times * size[1], sharpening=sharpening, encoder=kept)


def drawn(size: Size, frames: int, first: int = 0) -> Opened:
    """A source of pictures that all differ, and cost little to draw."""
    source = f"testsrc2=size={size[0]}x{size[1]}:rate=25,noise=alls=4:allf=t:all_seed={first + 1},trim=end_frame={frames}"
    return Opened(("-f", "lavfi", "-i", source, "-vf", "format=rgb24"), *size, "a drawing")


def made(work: Chunk, shown: Opened, engine: Enlarge, bench: Bench, tell: Callable[[int], None]) -> None:
    """One chunk, which is then thrown away."""
    enlarge(work, shown, engine, bench, tell).file.unlink()


def repeated_pixels(pictures: Iterable[Picture]) -> Iterator[Picture]:
    """A network that costs next to nothing."""
    for picture in pictures:
        yield picture.repeat(2, 0).repeat(2, 1)
