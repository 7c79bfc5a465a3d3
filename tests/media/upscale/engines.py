"""An engine that repeats every pixel, and how a chunk is upscaled with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from dropcut.domain.assets import Asset
from dropcut.domain.programme import Encoder
from dropcut.domain.settings import Preset
from dropcut.domain.speech import Engine
from dropcut.domain.upscaling import Chunk, Conformed, Conforming, Conformity, Depth, Sharpening, Stretch, Upscaled
from dropcut.domain.values import Sha256
from dropcut.ports.sharpening import Picture
from dropcut.steps.conform import conform
from dropcut.steps.upscale import upscaled_by
from tests.media.render.hands import Hands

NEAREST = Engine(name="nearest", version="1")


@dataclass
class Nearest:
    """See `dropcut.ports.sharpening.Sharpener`."""

    scale: int = 2
    overlap: int = 0
    engine: Engine = NEAREST
    seen: list[tuple[int, ...]] = field(default_factory=list)
    """The shapes of the pictures that it was shown."""

    def sharpened(self, pictures: Iterable[Picture], pulse: Callable[[], None]) -> Iterator[Picture]:
        for picture in pictures:
            pulse()
            self.seen.append(picture.shape)
            yield picture.repeat(self.scale, 0).repeat(self.scale, 1)


def sharpening(scale: int = 2, flops: int = 1) -> Sharpening:
    return Sharpening(engine=NEAREST, kind="ncnn", model="nearest", scale=scale, weights=Sha256("0" * 64), flops=flops)


def kept(hands: Hands, depth: Depth = 8) -> Encoder:
    preset = Preset.ARCHIVE if depth == 10 else Preset.WEB
    return Encoder(name="ffv1", preset=preset, build=hands.programs.build, threads=1, why="for a test")


def stretch_of(asset: Asset, frames: int, first: int = 0, rate: Fraction = Fraction(25), depth: Depth = 8) -> Stretch:
    return Stretch(asset=asset, start=first / rate, frames=frames, rate=rate, depth=depth)


def conformed(hands: Hands, stretch: Stretch) -> Conformed:
    return hands.doing(conform, Conforming(stretch=stretch, build=hands.programs.build))


def upscaled(hands: Hands, source: Stretch | Conformity, size: tuple[int, int], engine: Nearest | None = None) -> Upscaled:
    depth = source.depth if isinstance(source, Stretch) else source.conformed.depth
    chunk = Chunk(source=source, width=size[0], height=size[1], sharpening=sharpening(), encoder=kept(hands, depth))
    sharpener = engine or Nearest()
    return hands.doing(lambda tools, each: upscaled_by(sharpener, tools, each), chunk)


def whole(segment: Conformed) -> Conformity:
    return Conformity(conformed=segment, first=0, frames=segment.frames)


def path_of(made: Upscaled | Conformed) -> Path:
    assert made.blob is not None
    return Path(made.blob.path)
